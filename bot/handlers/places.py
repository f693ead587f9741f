"""The server's own paths: they stand in errors and in the log, and never in a chat."""

from pathlib import Path


class Places:
    """Knows where things are, and what to call them in a chat instead."""

    def __init__(self, source: Path, data: Path, model: Path | None = None) -> None:
        """``source`` holds the articles, ``data`` what the bot keeps itself, and ``model`` a sentence encoder."""
        named: dict[str, str] = {}
        for path, name in (
            (source, "the folder of articles"),
            (data, "the bot's data folder"),
            (model, "the folder of the sentence encoder"),
        ):
            for form in (path.resolve(), path.absolute(), path) if path is not None else ():
                # A relative path of one word, such as "data", tells nobody where it is, and may just be a word.
                if form.is_absolute() or len(form.parts) > 1:
                    named.setdefault(str(form), name)
        # The longest first: the data folder may stand in the source, or the other way round.
        self._named = sorted(named.items(), key=lambda each: -len(each[0]))

    def hidden(self, text: str) -> str:
        """A sentence with every path in it replaced by what the place is called."""
        for path, name in self._named:
            if text.startswith(path):
                text = name[:1].upper() + name[1:] + text[len(path) :]
            text = text.replace(path, name)
        return text
