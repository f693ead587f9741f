"""``python -m tests.pictures.tour``: visit the real preview in Chromium, and take the pictures of ``docs/tour.md``.

Two buttons are emoji: without a font that has them (Debian's fonts-noto-color-emoji) the pictures show boxes.
"""

import asyncio
import base64
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import Browser, Page

from tests.bot.preview.visitor import Visitor, browsing, previewing, visit
from tests.evaluation.chromium import installed

FOLDER = Path(__file__).parents[2] / "docs" / "tour"
_QUALITY = 50  # of 100: at this one letters look no different
_PHONE = (390, 780)
_SETTLED = 400  # milliseconds until the page has stopped moving

LIGHTHOUSE = (
    "The lighthouse opens again\n\nThe old lighthouse of Port Lanning opens to visitors in September 2031.\n\n"
    "It was closed in 1987, when the last keeper retired, and has been repaired by volunteers."
)


async def main() -> int:
    """Take every picture anew."""
    path = installed()
    if path is None:
        print("skipped: there is no Chromium here (apt-get install chromium)")
        return 0
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder, previewing(Path(folder)) as preview:
        async with browsing(path) as browser:
            await _reader(await visit(browser, preview.address))
            await _reading(await visit(browser, preview.address))
            await _group(await visit(browser, preview.address, scheme="dark"))
            await _elsewhere(await visit(browser, preview.address))
            reader = await visit(browser, preview.address)
            await _settings(reader)
            await _subscribed(reader)
            await _admin(await visit(browser, preview.address, scheme="dark"))
            await _news(reader)
            await _numbers(await visit(browser, preview.address))
            await _language(await visit(browser, preview.address))
            await _phone(browser, preview.address)
        preview.stop()
    for picture in sorted(FOLDER.iterdir()):
        print(f"{picture.name}: {picture.stat().st_size / 1024:.0f} kB")
    return 0


async def _reader(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.answered(page.locator("#start").click())
    await visitor.says("When was the pact between Iran and Venezuela signed?")
    await _taken(page, "answer")
    await visitor.taps("Context")
    await visitor.newest.locator("blockquote").click()
    await page.evaluate("scroller.scrollTop = scroller.scrollHeight")
    await _taken(page, "context")
    await visitor.says("When was the Ever Given freed?")
    await visitor.button("👎").click()
    await visitor.button("Wrong passage").click()
    await visitor.says("متى وصل مسبار الأمل إلى المريخ؟")
    await _taken(page, "arabic")
    source = await visitor.opens(visitor.button("Source"))
    await _taken(source, "source")
    await source.close()
    await page.locator("#commands").click()
    await page.locator("#menu li").first.wait_for()
    await _taken(page, "menu")


async def _reading(visitor: Visitor) -> None:
    await visitor.enters("Verbatim")
    await visitor.says("Sweden before:2020")
    await visitor.says("how long was the Ever Given stuck? source:Verbatim before:2022")
    await _taken(visitor.page, "filters")
    await visitor.says("/timeline president")
    await _taken(visitor.page, "timeline")
    await visitor.says("/brief 6")
    await _taken(visitor.page, "brief")


async def _group(visitor: Visitor) -> None:
    await visitor.enters("Reading circle")
    await visitor.writes("Has anybody read how long that ship was stuck in the canal?")
    await visitor.page.locator("#speaker").click()
    await visitor.says("/ask how long was the Ever Given stuck?")
    await _taken(visitor.page, "group")


async def _elsewhere(visitor: Visitor) -> None:
    page = visitor.page
    offered = page.locator("#menu .result").first
    await visitor.enters("Neighbours")
    await visitor.writes("Did that ship in the canal not block everything for a week?")
    await page.locator("#text").fill("@verbatim_bot how long was the Ever Given stuck?")
    await offered.click()
    await page.locator(".via").wait_for()
    await page.locator("#speaker").click()
    await page.locator("#text").fill("@verbatim_bot how large is the Ever Given?")
    await offered.wait_for()
    await _taken(page, "inline")


async def _admin(visitor: Visitor) -> None:
    await visitor.enters("Verbatim", as_admin=True)
    await visitor.answered(visitor.page.locator("#start").click())
    await visitor.attaches("lighthouse.txt", LIGHTHOUSE.encode())
    await _taken(visitor.page, "admin")

    await visitor.button("Add").click()
    await visitor.page.get_by_text("Added: 1").last.wait_for()


async def _settings(visitor: Visitor) -> None:
    await visitor.enters("Reading circle")
    await visitor.says("/settings")
    await _taken(visitor.page, "settings")


async def _subscribed(visitor: Visitor) -> None:
    await visitor.enters("Verbatim")
    await visitor.says("Who won the marathon in the harbour?")
    await visitor.says("/subscribe lighthouse")


async def _news(visitor: Visitor) -> None:
    await visitor.page.get_by_text("New in the articles").last.wait_for()
    await _taken(visitor.page, "news")


async def _numbers(visitor: Visitor) -> None:
    await visitor.enters("Verbatim", as_admin=True)
    await visitor.says("/stats")
    await _taken(visitor.page, "stats")
    await visitor.says("/unanswered")
    await _taken(visitor.page, "unanswered")


async def _language(visitor: Visitor) -> None:
    await visitor.enters("Verbatim")
    await visitor.says("/language fa")
    await visitor.says("ایران و عربستان کجا دیدار کردند؟")
    await _taken(visitor.page, "language")
    await visitor.says("/language telegram")


async def _phone(browser: Browser, address: str) -> None:
    chats = await visit(browser, address, size=_PHONE)
    await _taken(chats.page, "phone-chats")
    await chats.enters("Reading circle")
    await _taken(chats.page, "phone-light")
    dark = await visit(browser, address, size=_PHONE, scheme="dark")
    await dark.enters("City desk")
    await dark.page.locator("#topics button", has_text="Space").click()
    await dark.says("/ask when did Chandrayaan-3 land?")
    await _taken(dark.page, "phone-dark")


async def _taken(page: Page, name: str) -> None:
    """Take one picture of what can be seen, as WebP."""
    await page.wait_for_timeout(_SETTLED)
    session = await page.context.new_cdp_session(page)
    taken = await session.send("Page.captureScreenshot", {"format": "webp", "quality": _QUALITY})
    (FOLDER / f"{name}.webp").write_bytes(base64.b64decode(taken["data"]))


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
