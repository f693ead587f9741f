"""Reading articles from files: one module per format."""
