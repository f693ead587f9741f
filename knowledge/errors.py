"""The errors of the knowledge package.

    KnowledgeError              any of these: its text is one sentence for a person
    ├── SourceError             the folder or file cannot be read at all
    ├── ArticleRefused          one file or record is refused: becomes a Problem in the report
    ├── SourceShrunk            the source has lost so many articles that it may be an accident
    ├── EmptyCorpus             nothing could be loaded, so there is nothing to answer from
    ├── AlreadyThere            what was to be added is there already
    ├── ReloadRunning           a reload was asked for while another one runs
    ├── RebuildFailed           the process that builds the index could not be started, or died
    ├── EncoderError            the sentence encoder of the settings cannot be used
    ├── NothingToUndo           no earlier state of the added articles is kept
    ├── NotTheLastChange        another change was made since it was asked whether to undo one
    ├── AdditionsError          the added articles cannot be read or written
    └── ClusterError            the base on a cluster cannot be used: its login, version or contents
        └── ClusterAway         the cluster does not answer now, and may do so later

Nothing found is not an error: it is the value ``NoAnswer``.
"""

from knowledge.articles import Problem


class KnowledgeError(Exception):
    """Base of every error that this package raises on purpose; ``str()`` is a sentence for a person."""


class SourceError(KnowledgeError):
    """The folder or file cannot be read at all."""


class ArticleRefused(KnowledgeError):
    """One file or one record is refused. ``line`` counts from 1; None means the whole file.

    ``noted`` is that of the ``Problem`` which it becomes.
    """

    def __init__(self, reason: str, line: int | None = None, noted: str = "") -> None:
        super().__init__(reason)
        self.line = line
        self.noted = noted


class SourceShrunk(KnowledgeError):
    """The source has lost so many articles since the last reading that it may be an accident.

    It held ``before`` articles, of which ``gone`` would be removed, and holds ``new`` ones. ``digest`` names the
    articles that would be removed: whoever means it confirms the loss with it.
    """

    def __init__(self, before: int, gone: int, new: int, digest: str) -> None:
        others = f" and {new:,} others" if new else ""
        super().__init__(
            f"The source now holds {before - gone:,} of {before:,} articles{others}, so {gone:,} would be removed"
        )
        self.before, self.gone, self.new, self.digest = before, gone, new, digest


class EmptyCorpus(KnowledgeError):
    """Nothing could be loaded. ``problems`` are what was refused."""

    def __init__(self, reason: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(reason)
        self.problems = problems


class AlreadyThere(KnowledgeError):
    """What was to be added is there already, word for word."""


class ReloadRunning(KnowledgeError):
    """A reload was asked for while another one runs."""


class RebuildFailed(KnowledgeError):
    """The process that builds the index could not be started, or died before its work was done."""


class EncoderError(KnowledgeError):
    """The sentence encoder of the settings cannot be used: the extra or a file is missing, or it does not fit."""


class NothingToUndo(KnowledgeError):
    """No earlier state of the added articles is kept."""


class NotTheLastChange(KnowledgeError):
    """The change that is to be undone is not the last one any more."""


class AdditionsError(KnowledgeError):
    """The added articles cannot be read or written."""


class ClusterError(KnowledgeError):
    """The base on a cluster cannot be used as it is: its address, login, version or contents are not right."""


class ClusterAway(ClusterError):
    """The cluster does not answer now, and may do so later: a question can be asked again."""
