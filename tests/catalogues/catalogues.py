"""The sentences in the code, and the catalogues that translate them."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from bot.dialogue.wording.language import CATALOGUES, LANGUAGES

WORDING = CATALOGUES.parent
_SAY = {"Sentence": None, "say": None, "say_counted": (1, 2)}


def sentences() -> Catalog:
    """Every sentence that the code says, without translations."""
    catalogue = Catalog(charset="utf-8")
    found = extract_from_dir(WORDING, [("**.py", "python")], keywords=_SAY)
    for file, _, sentence, comments, _ in sorted(found, key=lambda each: (each[0], each[1])):
        catalogue.add(sentence, locations=[(file, 1)], auto_comments=comments)
    return catalogue


def read(language: str) -> Catalog:
    """The catalogue of a language; an empty one where there is none yet."""
    path = _path(language)
    if not path.is_file():
        return Catalog(locale=language, charset="utf-8", project="Verbatim", version="1", fuzzy=False)
    with path.open(encoding="utf-8") as file:
        return read_po(file, locale=language)


def brought_up(catalogue: Catalog) -> Catalog:
    """A catalogue with the sentences of the code alone: new ones without a translation, and none that are gone."""
    catalogue.update(sentences(), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    return catalogue


def write(language: str, catalogue: Catalog) -> None:
    """Write a catalogue. It names the files of its sentences, not the lines, which change all the time."""
    catalogue.header_comment = f"# Verbatim in {LANGUAGES[language]}"
    with _path(language).open("wb") as file:
        write_po(file, catalogue, width=100, include_lineno=False)


def _path(language: str) -> Path:
    return CATALOGUES / f"{language}.po"


def missing(catalogue: Catalog) -> list[str]:
    """The English of the sentences that a catalogue does not translate."""
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalogue
        if message.id
        and not all([message.string] if isinstance(message.string, str) else message.string or [""])
    ]
