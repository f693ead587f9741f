"""One file per language: what each has, what falls back, and that a new one is one file."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import knowledge
from knowledge.language.language import ALIASES, codes, every_language, language
from knowledge.language.terms import analysis

NEWS = "en es de fr it pt nl nb da sv ro ru uk pl el id tr fa ar hi vi".split()
"""The languages that a reader of the bundled articles may come with: all have function words and pronouns."""


def test_every_file_is_named_by_its_code_and_says_what_language_it_is() -> None:
    for known in every_language():
        assert language(known.code) is known
        assert known.name[0].isupper()
    assert len({known.name for known in every_language()}) == len(codes())


@pytest.mark.parametrize("code", NEWS)
def test_a_language_of_news_has_its_function_words_and_pronouns(code: str) -> None:
    assert not {"stop_words", "pronouns"} & set(language(code).lacks())


def test_what_a_language_lacks_is_told_by_name() -> None:
    lacks = language("hi").lacks()
    assert {"number_scales", "asking", "forms"} <= set(lacks)
    assert not {"code", "stemmer", "stop_words", "titles"} & set(lacks)


def test_a_language_without_a_file_falls_back_to_folding() -> None:
    assert "sw" not in codes()
    assert "stop_words" in language("sw").lacks()
    assert analysis("sw").terms("Habari za ÁSUBUHI") == ["habari", "za", "asubuhi"]


@pytest.mark.parametrize("alias", ALIASES)
def test_norwegian_is_one_language_under_all_its_codes(alias: str) -> None:
    assert language(alias) is language("nb")


def test_a_new_language_is_one_new_file(tmp_path: Path) -> None:
    package = shutil.copytree(Path(knowledge.__path__[0]), tmp_path / "knowledge")
    (package / "language" / "languages" / "sw.py").write_text(
        "from knowledge.language.language import Language, folded\n"
        'LANGUAGE = Language(code="sw", name="Swahili", stop_words=folded("za ya wa"), asking={"name": "nani"})\n'
    )
    code = (
        "from knowledge.language.terms import analysis; from knowledge.answering.asked_kinds import kind_asked_for; "
        "print(analysis('sw').terms('Habari za asubuhi'), kind_asked_for('Nani alishinda?').name)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "['habari', 'asubuhi'] NAME\n"
