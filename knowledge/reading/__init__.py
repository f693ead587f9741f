"""Reading articles from files: one module per format, one set of rules for what an article is."""

from knowledge.reading.document import read_document, without_duplicates
from knowledge.reading.folder import read_corpus

__all__ = ["read_corpus", "read_document", "without_duplicates"]
