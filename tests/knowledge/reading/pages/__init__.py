"""Reading web pages, part by part."""
