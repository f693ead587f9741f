"""Every promise of the preview, tried in headless Chromium on the real process."""

import json
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect
from playwright.async_api import TimeoutError as TooLate

from tests.bot.preview.visitor import PATIENCE, Visitor, browsing, previewing, visit
from tests.evaluation.chromium import installed

CHROMIUM = installed()
LIGHTHOUSE = (
    "The lighthouse opens again\n\nThe old lighthouse of Port Lanning opens to visitors in September 2031."
)
WHEN = "When does the old lighthouse open to visitors?"

LOOKING = 10.0  # seconds

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="there is no Chromium here: apt-get install chromium"
)


async def opens_at(visitor: Visitor, link: Locator, words: str) -> None:
    """Follow a link to an article, which opens at the words.

    On a busy machine Chromium may give up looking for them while the page loads: then it is followed again.
    """
    for patience in (LOOKING, LOOKING, PATIENCE):
        page = await visitor.opens(link)
        assert "/articles/" in page.url
        try:
            await is_open_at(page, words, patience)
            return
        except TooLate:
            if patience == PATIENCE:
                raise
        finally:
            await page.close()


async def is_open_at(page: Page, words: str, patience: float) -> None:
    """Wait until a paragraph with the words can be seen, on a page that has been scrolled to it."""
    # A function and not an expression: to evaluate text would be against the page's policy.
    await page.wait_for_function(
        """(words) => scrollY > 0 && [...document.querySelectorAll("article p")].some((each) => {
            const box = each.getBoundingClientRect();
            return each.textContent.includes(words) && box.top >= 0 && box.bottom <= innerHeight;
        })""",
        arg=words,
        timeout=1000 * patience,
    )


async def test_the_tour(tmp_path: Path) -> None:
    assert CHROMIUM is not None
    faults: list[str] = []
    with previewing(tmp_path) as preview:
        async with browsing(CHROMIUM) as browser:
            visitor = await visit(browser, preview.address, size=(960, 420))
            visitor.page.on("pageerror", lambda error: faults.append(str(error)))
            visitor.page.on("console", lambda said: faults.append(said.text))
            assert "token" not in visitor.page.url
            await in_private(visitor)
            await in_groups(visitor)
            await elsewhere(visitor)
            await as_admin(visitor)
            await on_a_phone(await visit(browser, preview.address, size=(390, 780), scheme="dark"))
        assert [path.name[:17] for path in tmp_path.iterdir()] == ["verbatim-preview-"]
        status, errors = preview.stop()
    assert faults == []
    assert (status, errors) == (0, "")
    assert list(tmp_path.iterdir()) == []


async def in_private(visitor: Visitor) -> None:
    page = visitor.page
    assert "I answer questions about 12 articles" in await visitor.answered(page.locator("#start").click())
    said = await visitor.says("When was the pact between Iran and Venezuela signed?")
    assert "signed a cooperation pact there that runs for 20 years" in said
    assert "<" not in said
    assert "Context" not in said

    await opens_at(visitor, visitor.button("Source"), "signed a cooperation pact there")
    await opens_at(visitor, visitor.newest.locator("a").first, "signed a cooperation pact there")

    context = await visitor.taps("Context")
    assert "watchful" in context or "OPEC" in context or "joint projects" in context
    fold = visitor.newest.locator("blockquote.foldable")
    folded = await fold.bounding_box()
    await fold.locator("button").click()
    unfolded = await fold.bounding_box()
    assert folded is not None
    assert unfolded is not None
    assert unfolded["height"] > folded["height"] + 40

    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await visitor.button("Copy quote").click()
    await expect(page.locator("#toast")).to_have_text("Copied.")
    assert "cooperation pact" in await page.evaluate("navigator.clipboard.readText()")

    assert "مسبار" in await visitor.says("متى وصل مسبار الأمل إلى المريخ؟")
    quotation = visitor.newest.locator("blockquote").first
    assert await quotation.evaluate("(each) => getComputedStyle(each).direction") == "rtl"
    assert await visitor.newest.locator(".foot").evaluate("(e) => getComputedStyle(e).direction") == "ltr"

    assert "4 · " in await visitor.taps("More")

    await visitor.says("/articles")
    before = await visitor.newest.inner_text()
    await visitor.button("Next »").click()
    await expect(visitor.newest).not_to_have_text(before)
    await expect(visitor.newest).to_contain_text("edited")

    await page.locator("#commands").click()
    await expect(page.locator("#menu")).to_contain_text("What I keep about you")
    assert "Menu" not in await page.locator("#menu").inner_text()
    kept = page.locator("#menu button", has_text="/privacy")
    assert "days" in await visitor.answered(kept.click())

    hostile = "<img src=x onerror=alert(1)> **b** & <b>bold</b>?"
    await visitor.says(hostile)
    await expect(page.locator(".row.mine .words").last).to_contain_text(hostile)
    assert await page.locator(".words img").count() == 0


async def in_groups(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.enters("Reading circle")
    await expect(visitor.newest).to_contain_text("/ask")
    before = await page.locator(".row").count()
    await visitor.writes("has anybody read about the ship?")
    await expect(page.locator(".row")).to_have_count(before + 1)
    await page.locator("#speaker").click()
    await expect(page.locator("#text")).to_have_attribute("placeholder", "Message as Bilal")
    said = await visitor.says("/ask how long was the Ever Given stuck?")
    assert "Bilal" in said  # who is answered
    await expect(page.locator(".row")).to_have_count(before + 3)

    await visitor.enters("City desk")
    await page.locator("#topics button", has_text="Space").click()
    assert "Chandrayaan" in await visitor.says("/ask when did Chandrayaan-3 land?")
    await page.locator("#topics button", has_text="General").click()
    await expect(page.locator("#messages")).not_to_contain_text("Chandrayaan")


async def elsewhere(visitor: Visitor) -> None:
    page, box, offered = visitor.page, visitor.page.locator("#text"), visitor.page.locator("#menu .result")
    await visitor.enters("Neighbours")
    await expect(page.locator("#about")).to_have_text("3 members, no bot")
    await box.press_sequentially("@ver")
    await page.locator("#menu button", has_text="@verbatim_bot").click()
    await expect(page.locator("#menu .leads")).to_have_text("Write a question after my name.")
    await box.press_sequentially("How long was the Ever Given stuck?")
    await expect(offered.first).to_contain_text("Ever Given is freed")
    await box.press("ArrowDown")
    await box.press("Enter")
    await expect(page.locator(".row.mine .via")).to_have_text("via @verbatim_bot")
    await expect(page.locator(".row.mine blockquote")).to_contain_text("Ever Given")
    await expect(box).to_have_value("")

    # A link opens the private chat of whoever follows it: Bilal had none.
    await page.locator("#speaker").click()
    await visitor.button("Read on").click()
    await expect(page.locator("#about")).to_have_text("bot · you are Bilal")
    await expect(page.locator(".row.mine")).to_contain_text("/start p_")
    await expect(visitor.newest).to_contain_text("Ever Given is freed")

    # What is shared is offered in the chat that is chosen, and sent as who shared it.
    await visitor.button("Share").click()
    await page.locator("#chooser button", has_text="Reading circle").click()
    await expect(page.locator("#title")).to_have_text("Reading circle")
    await offered.first.click()
    await expect(page.locator(".row.mine .via").last).to_be_visible()
    await expect(box).to_have_attribute("placeholder", "Message as Bilal")

    await visitor.enters("Neighbours")
    said = await visitor.says("How long was the Ever Given stuck, @verbatim_bot ?")
    assert "Bilal" in said
    assert "Ever Given is freed" in said


async def as_admin(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.enters("Verbatim", as_admin=True)
    await visitor.answered(page.locator("#start").click())
    preview = await visitor.attaches("lighthouse.txt", LIGHTHOUSE.encode())
    assert "The lighthouse opens again" in preview
    await visitor.button("Add").click()
    await expect(visitor.newest).to_contain_text("Now 13 articles")
    assert "September 2031" in await visitor.says(WHEN)
    source = await visitor.opens(visitor.button("Source"))
    assert "September 2031" in await source.locator("article").inner_text()
    await source.close()

    await visitor.button("👎").click()
    await visitor.button("Wrong passage").click()
    await visitor.says("/stats")
    await page.wait_for_function("() => document.querySelector('.photo')?.naturalWidth > 100")
    assert "Marked wrong" in await visitor.says("/unanswered")
    table = await visitor.answered(visitor.button("Table (CSV)").click())
    assert "unanswered.csv" in table

    assert "lighthouse.txt" in await visitor.says("/undo")
    await visitor.button("Undo").click()
    await expect(visitor.newest).to_contain_text("Now 12 articles")
    assert "September 2031" not in await visitor.says(WHEN)


async def on_a_phone(visitor: Visitor) -> None:
    """A second page shows what has happened so far, one pane at a time."""
    page = visitor.page
    await expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    await expect(page.locator("#chat")).to_be_hidden()
    await visitor.enters("Reading circle")
    await expect(page.locator("#sidebar")).to_be_hidden()
    await expect(page.locator("#messages")).to_contain_text("Ever Given")
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390, json.dumps(width)
    await page.locator("#back").click()
    await expect(page.locator("#sidebar")).to_be_visible()
    await page.locator("#theme").click()
    await expect(page.locator("html")).to_have_attribute("data-theme", "light")
