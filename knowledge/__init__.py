"""Answers questions about articles with the articles' own words.

from pathlib import Path
from knowledge import Answer, Library, answer

library = Library(Path("articles"))
result = answer("When was the pact signed?", library.open())
print(result.citations[0].text if isinstance(result, Answer) else result.reason)
"""

from knowledge.answering.answer import answer, hits
from knowledge.answering.follow_ups import Earlier, Quotation
from knowledge.answering.following import further
from knowledge.answering.links import citation_link
from knowledge.answering.messages import taken_apart
from knowledge.answering.topics import topic_articles
from knowledge.answering.wishes import Said, Wish
from knowledge.answers import Answer, Citation, Correction, Excerpt, NoAnswer, Reason
from knowledge.articles import Article, Passage, Problem, Span
from knowledge.errors import (
    AdditionsError,
    ArticleRefused,
    EmptyCorpus,
    KnowledgeError,
    NothingToUndo,
    ReloadRunning,
    SourceError,
)
from knowledge.index.snapshot import Snapshot
from knowledge.library.additions import Additions
from knowledge.library.building import Progress
from knowledge.library.library import Library
from knowledge.storage.index import Index

__all__ = [
    "Additions",
    "AdditionsError",
    "Answer",
    "Article",
    "ArticleRefused",
    "Citation",
    "Correction",
    "Earlier",
    "EmptyCorpus",
    "Excerpt",
    "Index",
    "KnowledgeError",
    "Library",
    "NoAnswer",
    "NothingToUndo",
    "Passage",
    "Problem",
    "Progress",
    "Quotation",
    "Reason",
    "ReloadRunning",
    "Said",
    "Snapshot",
    "SourceError",
    "Span",
    "Wish",
    "answer",
    "citation_link",
    "further",
    "hits",
    "taken_apart",
    "topic_articles",
]
