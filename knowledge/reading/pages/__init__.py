"""Web pages: from the bytes of a page to its paragraphs, headline and date."""
