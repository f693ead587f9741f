"""Reading articles from a folder, a file or an upload: one module per format.

A file that cannot be taken becomes a ``Problem`` with the file, the line and what to do; the others are read.
"""

from knowledge.reading.document import read_document
from knowledge.reading.folder import read_corpus

__all__ = ["read_corpus", "read_document"]
