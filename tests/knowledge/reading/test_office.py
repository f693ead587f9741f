"""Word documents, books, and PDF files."""

import io
import sys
import zipfile
from datetime import date

import pytest

from knowledge.articles import Article
from knowledge.reading.document import read_records

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
CORE = (
    '<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>From the properties</dc:title></c:coreProperties>'
)


def archive(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return buffer.getvalue()


def docx(paragraphs: str, core: str = CORE) -> bytes:
    document = f'<w:document xmlns:w="{W}"><w:body>{paragraphs}</w:body></w:document>'
    return archive(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": RELATIONS,
            "word/document.xml": document,
            "docProps/core.xml": core,
        }
    )


def paragraph(runs: str) -> str:
    return f"<w:p>{runs}</w:p>"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def pdf(pages: list[list[str]], title: str = "") -> bytes:
    """A PDF file of pages of lines, with the text that a reader sees."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<</Title({title})>>",
    ]
    kids = []
    for lines in pages:
        moves = "".join(f"({line}) Tj 0 -{14 if line else 28} Td " for line in lines)
        stream = f"BT /F1 12 Tf 50 700 Td {moves}ET"
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {len(objects)} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(kids)}]>>"
    data, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj{each}endobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(data)
    size = len(objects) + 1
    data += f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode()
    return data + f"trailer<</Size {size}/Root 1 0 R/Info 4 0 R>>\nstartxref\n{start}\n%%EOF".encode()


def only(name: str, data: bytes) -> Article:
    [record], problems = read_records(name, data)
    assert problems == []
    assert record.article is not None
    return record.article


def test_a_word_document_gives_its_title_and_paragraphs_as_they_read() -> None:
    title = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'
    article = only(
        "a.docx",
        docx(
            paragraph(title + run("The quay closes"))
            + paragraph(
                run("Boats move in ") + run("May") + f"<w:ins>{run(', says the mayor')}</w:ins>" + run(".")
            )
            + paragraph(
                f"<w:del><w:r><w:delText>Never said.</w:delText></w:r></w:del>{run('The crane is sold.')}"
            )
            + f"<w:tbl><w:tr><w:tc>{paragraph(run('cell'))}</w:tc></w:tr></w:tbl>"
        ),
    )
    assert article.body.endswith("Boats move in May, says the mayor.\n\nThe crane is sold.")
    assert article.published is None
    plain = only("a.docx", docx(paragraph(run("The crane is sold.")) + paragraph(run("For scrap."))))
    assert (plain.title, plain.body) == ("From the properties", "The crane is sold.\n\nFor scrap.")
    bare = only("a.docx", docx(paragraph(run("The crane")) + paragraph(run("It is sold.")), "<a/>"))
    assert (bare.title, bare.body) == ("The crane", "It is sold.")


def test_a_book_gives_an_article_for_each_document_with_a_heading() -> None:
    page = '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html>'
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        "<dc:title>Bay Weekly</dc:title><dc:language>en</dc:language><dc:date>2024-03-01</dc:date></metadata><manifest>"
        '<item id="b" href="b.xhtml"/><item id="a" href="text/a%201.xhtml"/><item id="c" href="c.xhtml"/></manifest>'
        '<spine><itemref idref="a"/><itemref idref="b"/><itemref idref="c"/></spine></package>'
    )
    data = archive(
        {
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="O/p.opf"/></rootfiles></container>',
            "O/p.opf": package,
            "O/text/a 1.xhtml": page.format("<h1>Quay</h1><p>Boats move in <i>May</i>.</p>"),
            "O/b.xhtml": page.format("<p>It goes on.</p>"),
            "O/c.xhtml": page.format("<h2>Crane</h2><p>It is sold.</p>"),
        }
    )
    records, problems = read_records("a.epub", data)
    assert problems == []
    articles = [record.article for record in records if record.article]
    assert [(each.title, each.body) for each in articles] == [
        ("Quay", "Boats move in May.\n\nIt goes on."), ("Crane", "It is sold."),
    ]  # fmt: skip
    assert {(each.source, each.published, each.language) for each in articles} == {
        ("Bay Weekly", date(2024, 3, 1), "en")
    }


def test_a_pdf_file_gives_its_text_without_the_heads_of_its_pages() -> None:
    lines = ["The council of Lowmoor voted on Tuesday to close the old quay, and boats", "move in May."]
    pages = [
        ["The quay", *lines],
        ["Bay Weekly 1", "On the second page it goes"],
        ["Bay Weekly 2", "on."],
        ["Bay Weekly 3"],
    ]
    article = only("a.pdf", pdf(pages))
    assert article.title == "The quay"
    assert "Bay Weekly" not in article.body
    assert "and boats move in May." in article.body
    assert only("a.pdf", pdf(pages, "A stated title")).title == "A stated title"


def test_a_quotation_from_a_pdf_file_knows_the_page_on_which_it_begins() -> None:
    pages = [
        [
            "The quay",
            "The council of Lowmoor voted on Tuesday to close the old quay, and boats",
            "move in May.",
        ],
        [],
        ["The mayor said that nobody would miss the old crane, which has stood still and rusted for twen-"],
        ["ty years beside the quay, and that the money from its sale would go to the new harbour school."],
    ]
    article = only("a.pdf", pdf(pages))
    begins = ["The council", "boats move", "The mayor", "rusted for twenty", "years beside"]
    assert [article.page_at(article.body.index(words)) for words in begins] == [1, 1, 3, 3, 4]
    assert only("a.docx", docx(paragraph(run("Title")) + paragraph(run("Words of it.")))).page_at(0) is None


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", archive({"a.txt": "x"}), "is not a Word document"),
        ("a.docx", archive({"word/document.xml": "<broken"}), "cannot be parsed"),
        ("a.docx", b"text", "is not a whole zip file"),
        ("a.epub", archive({"a.txt": "x"}), "is not an EPUB book"),
        ("a.epub", archive({"META-INF/container.xml": "<a/>"}), "list of contents is missing"),
        ("a.pdf", b"%PDF-1.4 nothing", "cannot be parsed"),
        ("a.pdf", pdf([[]]), "has no text layer"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(name: str, data: bytes, reason: str) -> None:
    records, [problem] = read_records(name, data)
    assert records == []
    assert reason in problem.reason


@pytest.mark.parametrize(
    ("name", "module", "data", "extra"),
    [("a.docx", "mammoth", docx(""), "office"), ("a.pdf", "pypdf", pdf([["x"]]), "pdf")],
)
def test_without_the_library_the_refusal_names_the_extra(
    name: str, module: str, data: bytes, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    _, [problem] = read_records(name, data)
    assert f'need the extra "{extra}": pip install verbatim[{extra}]' in problem.reason
