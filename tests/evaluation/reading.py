"""Measures the reading of real pages: ``python -m tests.evaluation.reading FOLDER [--plain] [--list KIND]``.

FOLDER holds ``*.json`` files that map an address to ``{"file": …}`` and any of ``with`` and ``without`` (pieces of text
that belong to the article, and that do not), ``date`` and ``title``, as the evaluation sets of trafilatura and
htmldate have them, and somewhere below it the pages. ``--plain`` measures trafilatura alone beside, with tables and
with ``favor_precision``. ``--list`` prints what is wrong of one kind: ``date``, ``stated`` (a date that the page does
not state), ``title``, ``unseen`` (paragraphs), ``text`` or ``refused``.
"""

import json
import re
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

import trafilatura
from lxml.etree import strip_elements

from knowledge.articles import Article
from knowledge.errors import ArticleRefused
from knowledge.reading.document import read_document
from knowledge.reading.pages.encoding import decode_page

_WHITE_SPACE = re.compile(r"\s+")
_PAGES = (".html", ".htm", ".html.gz")
_INVISIBLE = ("script", "style", "template", "noscript", "del", "s", "strike", "annotation", "rp", "rt")
# Looked for in the page's source, so that nothing of the reader is taken for granted.
_STATED_DAY = re.compile(
    r"""(?:"datePublished"\s*:\s*"|<meta\s(?:property|name)=["']article:published_time["']\s+content=["'])(\d{4}-\d\d-\d\d)"""
)
_LIKE_A_HEADLINE = 0.8  # the share of a headline's words that another form of it has


class Page(NamedTuple):
    """A page with what is known of it."""

    address: str
    path: Path
    known: dict[str, Any]


@dataclass
class Tally:
    """Right and wrong pieces of text."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, text: str, page: Page) -> list[str]:
        """Count the pieces of one page, and return those that are wrong or missed."""
        folded = folded_text(text)
        wrong = [f"+ {piece}" for piece in page.known.get("without", ()) if folded_text(piece) in folded]
        missed = [f"- {piece}" for piece in page.known.get("with", ()) if folded_text(piece) not in folded]
        self.wrong += len(wrong)
        self.missed += len(missed)
        self.right += len(page.known.get("with", ())) - len(missed)
        return wrong + missed

    def __str__(self) -> str:
        precision = self.right / max(1, self.right + self.wrong)
        recall = self.right / max(1, self.right + self.missed)
        f = 2 * precision * recall / max(1e-9, precision + recall)
        return f"{precision:.3f} / {recall:.3f} / {f:.3f}"


@dataclass
class Report:
    """What was found of all pages."""

    read: int = 0
    refused: int = 0
    paragraphs: int = 0
    unseen: int = 0
    dates: int = 0
    dated: int = 0
    wrong_dates: int = 0
    stating: int = 0
    contradicted: int = 0
    titles: int = 0
    wrong_titles: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    text: Tally = field(default_factory=Tally)


def pages(folder: Path) -> Iterator[Page]:
    """The pages that the lists in a folder describe and that are there."""
    files = {path.name: path for path in folder.rglob("*") if path.name.endswith(_PAGES)}
    files |= {path.name.removesuffix(".gz"): path for path in files.values()}
    for each in sorted(folder.glob("*.json")):
        for address, known in json.loads(each.read_text(encoding="utf-8")).items():
            path = files.get(unicodedata.normalize("NFC", known["file"])) or files.get(known["file"])
            if path:
                yield Page(address, path, known)


def folded_text(text: str) -> str:
    """A text as two browsers' searches would compare it: white space and compatibility forms folded."""
    return _WHITE_SPACE.sub(" ", unicodedata.normalize("NFKC", text)).strip()


def visible(data: bytes) -> str:
    """All text of a page but what no reader sees, without any white space."""
    try:
        tree = trafilatura.load_html(decode_page(data))
    except ArticleRefused:
        tree = None
    if tree is None:
        return ""
    strip_elements(tree, *_INVISIBLE, with_tail=False)
    return "".join(folded_text(tree.text_content()).split())


def same_headline(one: str, other: str) -> bool:
    """Whether two texts are the same headline, with or without the name of the site."""
    words, others = (set(re.findall(r"\w+", folded_text(unescape(each)).casefold())) for each in (one, other))
    fewer = min(len(words), len(others))
    return fewer > 0 and len(words & others) >= _LIKE_A_HEADLINE * fewer


def measure(found: list[Page], listed: str) -> Report:
    """Read every page with the product's reader and compare what is known of it."""
    report = Report()
    for page in found:
        data = page.path.read_bytes()
        started = time.process_time()
        articles, problems = read_document("page.html", data)
        seconds = time.process_time() - started
        report.seconds += seconds
        report.slowest = max(report.slowest, seconds)
        article = articles[0] if articles else None
        report.read += article is not None
        report.refused += article is None
        pieces = report.text.add(article.body if article else "", page)
        if listed == "text":
            tell(page, *pieces)
        if article is None:
            if listed == "refused":
                tell(page, *(problem.reason for problem in problems))
            continue
        compare(article, page, data, report, listed)
    return report


def compare(article: Article, page: Page, data: bytes, report: Report, listed: str) -> None:
    """Compare an article with its page."""
    seen = visible(data)
    unseen = [each for each in article.body.split("\n\n") if "".join(folded_text(each).split()) not in seen]
    report.paragraphs += article.body.count("\n\n") + 1
    report.unseen += len(unseen)
    if listed == "unseen":
        tell(page, *unseen)
    day = None if article.published is None else article.published.isoformat()
    if stated := set(_STATED_DAY.findall(data.decode("utf-8", "replace"))):
        report.stating += 1
        if day not in stated:
            report.contradicted += 1
            if listed == "stated":
                tell(page, f"{day} is none of {stated}")
    if known := page.known.get("date"):
        report.dates += 1
        report.dated += day is not None
        if day not in (None, known):
            report.wrong_dates += 1
            if listed == "date":
                tell(page, f"{day} is {known}")
    compare_headline(article, page, report, listed)


def compare_headline(article: Article, page: Page, report: Report, listed: str) -> None:
    """Compare an article's headline with the one that is known."""
    if title := page.known.get("title"):
        report.titles += 1
        if not same_headline(article.title, title):
            report.wrong_titles += 1
            if listed == "title":
                tell(page, f"{article.title!r} is {title!r}")


def tell(page: Page, *lines: str) -> None:
    for line in lines:
        print(f"{page.path.name}: {line}")


def plain(found: list[Page], *, favor_precision: bool = False) -> tuple[Tally, float]:
    """Trafilatura alone, and its time in seconds."""
    tally = Tally()
    seconds = 0.0
    for page in found:
        data = page.path.read_bytes()
        started = time.process_time()
        try:
            text = trafilatura.extract(data, include_comments=False, favor_precision=favor_precision)
        except Exception:  # counts as nothing found
            text = None
        seconds += time.process_time() - started
        tally.add(text or "", page)
    return tally, seconds


def table(report: Report, count: int) -> list[tuple[str, str]]:
    """The rows of the report."""
    return [
        ("pages read, refused", f"{report.read}, {report.refused} of {count}"),
        ("paragraphs that are not in the page's text", f"{report.unseen} of {report.paragraphs}"),
        ("dates that are none that the page states", f"{report.contradicted} of {report.stating}"),
        ("dates found", f"{report.dated} of {report.dates}"),
        ("dates wrong", f"{report.wrong_dates} of {report.dated}"),
        ("headlines that are another one", f"{report.wrong_titles} of {report.titles}"),
        ("text: precision / recall / F", str(report.text)),
        ("processor seconds per 1,000 pages", f"{1000 * report.seconds / count:.1f}"),
        ("processor seconds of the slowest page", f"{report.slowest:.2f}"),
    ]


def main(arguments: list[str]) -> None:
    """Print the table of a folder."""
    folder = Path(arguments[0])
    listed = arguments[arguments.index("--list") + 1] if "--list" in arguments else ""
    found = list(pages(folder))
    if not found:
        sys.exit(f"no list in {folder} names a page that is there")
    rows = table(measure(found, listed), len(found))
    if "--plain" in arguments:
        ways: dict[str, Callable[[], tuple[Tally, float]]] = {
            "trafilatura with tables": lambda: plain(found),
            "trafilatura with favor_precision": lambda: plain(found, favor_precision=True),
        }
        for name, way in ways.items():
            tally, seconds = way()
            rows.append((f"{name}: precision / recall / F", str(tally)))
            rows.append((f"{name}: processor seconds per 1,000 pages", f"{1000 * seconds / len(found):.1f}"))
    for name, value in rows:
        print(f"{name:55} {value}")


if __name__ == "__main__":
    main(sys.argv[1:])
