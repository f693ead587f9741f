"""What of a page's paragraphs is kept, and how it is cut: nothing of a sentence may be lost, nothing hidden is read."""

import pytest

from knowledge.reading.html import read_html

STORY = [
    f"The council of Port Lanning met for the {number} time and spoke of the northern mole and of its costs."
    for number in ("second", "third", "fourth", "fifth")
]
BEFORE = "".join(f"<p>{sentence}</p>" for sentence in STORY[:2])
AFTER = "".join(f"<p>{sentence}</p>" for sentence in STORY[2:])


def paragraphs(inside: str, lead: str = BEFORE) -> list[str]:
    """The paragraphs of a page with something in the middle, without those around it."""
    page = (
        '<!doctype html><html lang="en"><head><title>Mole to be rebuilt</title></head><body><article>'
        f"<h1>Mole to be rebuilt</h1>{lead}{inside}{AFTER}</article></body></html>"
    )
    return [each for each in read_html(page, "a.html").body.split("\n\n") if each not in STORY]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (
            'Work began on <time datetime="2021-06-03">3 June 2021</time> at dawn.',
            "Work began on 3 June 2021 at dawn.",
        ),
        ("Press the <label>red</label> lever, it says.", "Press the red lever, it says."),
        ("She called it a <q>quiet disaster</q> on air.", "She called it a quiet disaster on air."),
        ("The file is <code>mole.pdf</code> on the site.", "The file is mole.pdf on the site."),
        ("It is <math><mn>12</mn><mo>+</mo><mn>3</mn></math> metres high.", "It is 12+3 metres high."),
        ('The <abbr title="x">EU</abbr> pays for half.', "The EU pays for half."),
        (
            'It was drawn by <span class="byline share">Ines Calder</span> alone.',
            "It was drawn by Ines Calder alone.",
        ),
        ("It cost <del>nine</del> <ins>eleven</ins> million crowns.", "It cost eleven million crowns."),
        ("It cost <s>nine</s> <b>eleven</b> million crowns.", "It cost eleven million crowns."),
        ("Built in 1931<sup>7</sup> of local stone.", "Built in 1931⁷ of local stone."),
        ("Built in 1931<sup>[7]</sup> of local stone.", "Built in 1931[7] of local stone."),
        ('Built in 1931<sup><a href="#n">a</a></sup> of local stone.', "Built in 1931ᵃ of local stone."),
        (
            "The 21<sup>st</sup> mole has 40 m<sup>2</sup> of CO<sub>2</sub>.",
            "The 21st mole has 40 m² of CO2.",
        ),
        ("The key x1<sub>2</sub> of the plan is lost.", "The key x1₂ of the plan is lost."),
        (
            "A glossary explains <button>ballast</button> to readers.",
            "A glossary explains ballast to readers.",
        ),
        ('Grain, <span class="sr-only">and also</span> salt was lost.', "Grain, and also salt was lost."),
        ('<i>Sale</i><span class="sr-only">: </span><i class="t">the crane</i>', "Sale: the crane"),
        ("The crane was sold<wbr> at <bdi>noon</bdi> &amp; left.", "The crane was sold at noon & left."),
    ],
)
def test_words_in_a_sentence_stay_in_it(inside: str, expected: str) -> None:
    assert paragraphs(f"<p>{inside}</p>") == [expected]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>The mayor of the port resigns on Friday, it is said.</p>",
        '<p aria-hidden="true">The mayor of the port resigns on Friday, it is said.</p>',
        '<div style="color: red; display:none"><p>The mayor of the port resigns on Friday.</p></div>',
        '<p style="visibility: hidden">The mayor of the port resigns on Friday.</p>',
        "<template><p>The mayor of the port resigns on Friday, it is said.</p></template>",
        "<noscript><p>The mayor of the port resigns on Friday, it is said.</p></noscript>",
        '<p><span class="visually-hidden">The mayor of the port resigns on Friday.</span></p>',
        "<p><del>The mayor of the port resigns on Friday, it is said.</del></p>",
        '<p>It is <span style="display: none"><math><mn>7</mn></math></span><img alt="7"> miles long, they say.</p>',
        "<p>It is <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> of a mile long, they say.</p>",
    ],
)
def test_what_the_page_hides_or_strikes_out_or_cannot_be_read_in_a_row_is_left_out(hidden: str) -> None:
    assert paragraphs(hidden) == []


def test_a_page_that_a_script_shows_later_is_read() -> None:
    page = f'<html><head><title>Mole</title></head><body><div style="display:none"><article>{BEFORE}{AFTER}'
    assert len(read_html(page, "a.html").body.split("\n\n")) == len(STORY)


FIRST = "The ferry left the mole at noon on Tuesday with ninety people aboard."
SECOND = "A crane was sold to a firm in Hale for nine thousand crowns, all told."


@pytest.mark.parametrize(
    "inside",
    [
        f"<div>{FIRST}<br><br>{SECOND}</div>",
        f"<p>{FIRST}<br/>&nbsp;<br/>{SECOND}</p>",
        f"<p>{FIRST}<br> <br>\n<br>{SECOND}</p>",
        f"<div><b>{FIRST}</b><br><br>{SECOND}<br><br></div>",
        f"<div>{FIRST}<p>{SECOND}</p></div>",
        f"<div><p>{FIRST}</p>{SECOND}</div>",
        f"<blockquote>{FIRST}<br><br>{SECOND}</blockquote>",
        f"<table role=presentation><tr><td><p>{FIRST}</p></td></tr><tr><td>{SECOND}</td></tr></table>",
    ],
)
def test_two_line_breaks_and_blocks_separate_paragraphs(inside: str) -> None:
    assert paragraphs(inside) == [FIRST, SECOND]


def test_a_single_line_break_stays_one() -> None:
    assert paragraphs(f"<p>{FIRST}<br>\n{SECOND}</p>") == [f"{FIRST}\n{SECOND}"]


def test_the_lines_of_a_poem_do_not_run_together() -> None:
    assert paragraphs(
        "<p>The mole is long,<br>the night is deep,<br>and all the boats of Lanning sleep.</p>"
    ) == ["The mole is long,\nthe night is deep,\nand all the boats of Lanning sleep."]


def test_a_table_of_values_is_left_out() -> None:
    rows = "".join(f"<tr><td>Berth {number}</td><td>{number * 7}</td></tr>" for number in range(9))
    assert paragraphs(f"<table>{rows}</table>") == []


def test_the_first_paragraph_is_kept_when_it_stands_apart_from_the_others() -> None:
    lead = (
        f'<div class="teaser"><p>{FIRST}</p></div><figure><figcaption>{SECOND}</figcaption></figure>{BEFORE}'
    )
    assert paragraphs("", lead) == [FIRST]
