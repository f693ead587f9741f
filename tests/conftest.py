"""Articles that the tests make themselves, with addresses, and a library over them."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from knowledge.library.additions import Additions
from knowledge.library.library import Library
from knowledge.reading.document import read_here

ARTICLES: list[dict[str, Any]] = [
    {
        "id": "harbour",
        "title": "Storm closes the harbour of Port Lanning",
        "source": "The Lanning Post",
        "published": "2024-03-05",
        "url": "https://lanning.example.com/news/harbour#top",
        "language": "en",
        "body": (
            "A storm closed the harbour of Port Lanning on Tuesday, and forty ships are waiting off the coast "
            "until the wind has dropped. The harbour master, Ines Calder-Whitby, said that nobody was hurt.\n\n"
            "Waves of nine metres broke over the northern mole in the night. Two cranes fell into the basin, and "
            "divers will look at the damage as soon as the water is calm enough for them to go down.\n\n"
            "The last time that the harbour was closed for longer than a day was in 1987, when a tanker ran aground "
            "at the entrance. That closure lasted eleven days and cost the city 12.4 million crowns."
        ),
    },
    {
        "id": "bridge",
        "title": "City council votes for a new bridge over the Arle",
        "source": "The Lanning Post",
        "published": "2024-05-17",
        "url": "https://lanning.example.com/news/bridge",
        "language": "en",
        "body": (
            "The city council voted on Friday to build a second bridge over the river Arle. The bridge will carry "
            "trams, bicycles and pedestrians, but no cars, and is to be opened in 2029.\n\n"
            "Mayor Tomas Okafor called the vote a relief after nine years of argument. He thanked the engineers who "
            "had redrawn the plans four times.\n\n"
            "The bridge is expected to cost 88 million crowns. The government will pay half of the sum, the city a "
            "third, and the rest will come from a lottery."
        ),
    },
    {
        "id": "puente",
        "title": "El mercado de Lanning reabre sus puertas",
        "source": "Diario del Arle",
        "published": "2024-06-01",
        "url": None,
        "language": "es",
        "body": (
            "El mercado central de Lanning reabrió sus puertas el sábado después de dos años de obras. Unos cien "
            "puestos venden otra vez pescado, fruta y flores bajo el techo de vidrio.\n\n"
            "La arquitecta Marta Quiroga explicó que el techo original de 1902 se conservó casi por completo. Las "
            "obras costaron seis millones de coronas."
        ),
    },
]


# Eight articles that answer one question equally well.
LIGHTHOUSES: list[dict[str, Any]] = [
    {
        "id": f"a{n}",
        "title": f"Report {n}",
        "body": f"The lighthouse keeper of village number {n} rang the bell.",
    }
    for n in range(1, 9)
]


def write_articles(folder: Path, articles: list[dict[str, Any]] | None = None) -> Path:
    """A folder with one .json file for each article."""
    folder.mkdir(parents=True, exist_ok=True)
    for article in ARTICLES if articles is None else articles:
        path = folder / f"{article['id']}.json"
        path.write_text(json.dumps(article, ensure_ascii=False), encoding="utf-8")
    return folder


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return write_articles(tmp_path / "articles")


@pytest.fixture
def library(articles: Path, tmp_path: Path) -> Library:
    # Most tests are not about who reads, and starting a process each time would take minutes.
    opened = Library(articles, Additions(tmp_path / "data" / "articles"), read_files=read_here)
    opened.open()
    return opened


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees the settings of the machine, nor a .env of the folder that the tests were started in."""
    for name in os.environ:
        if name.startswith(("BOT_", "KNOWLEDGE_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
