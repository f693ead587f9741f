"""The real ``bot preview`` process, and somebody who visits it with a browser."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from playwright.async_api import Browser, Locator, Page, async_playwright, expect

PATIENCE = 60.0  # seconds; a shared machine can be slow, and only a failing test waits so long
_SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
_THEIRS = ".row:not(.mine)"


class Preview(NamedTuple):
    address: str
    process: "subprocess.Popen[str]"
    temporary: Path
    """Where it may make a temporary folder."""

    def stop(self) -> tuple[int, str]:
        """Press Ctrl-C: the exit status and what stood on standard error."""
        self.process.send_signal(signal.SIGINT)
        _, errors = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, errors


@contextmanager
def previewing(temporary: Path, *arguments: str) -> Iterator[Preview]:
    """``bot preview`` to the end of the block."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BOT_", "KNOWLEDGE_"))}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "preview", "--no-browser", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=kept | {"TMPDIR": str(temporary)},
    )
    try:
        assert process.stdout is not None
        first = process.stdout.readline()
        found = re.fullmatch(r"The preview is at (http://127\.0\.0\.1:\d+/\?token=\S+)\n", first)
        if found is None:
            process.kill()
            raise AssertionError(f"bot preview said {first!r} and {process.communicate()[1]!r}")
        yield Preview(found[1], process, temporary)
    finally:
        process.kill()
        process.communicate()


@dataclass
class Visitor:
    """Somebody before the page. Words that come back are those of the bot's newest message."""

    page: Page

    async def enters(self, name: str, *, as_admin: bool = False) -> None:
        chats = self.page.locator("#chats button").filter(has=self.page.locator(".name", has_text=name))
        await chats.nth(1 if as_admin else 0).click()
        await expect(self.page.locator("#title")).to_have_text(name)

    async def writes(self, text: str) -> None:
        await self.page.locator("#text").fill(text)
        await self.page.locator("#send").click()

    async def says(self, text: str) -> str:
        return await self.answered(self.writes(text))

    async def taps(self, label: str) -> str:
        return await self.answered(self.button(label).click())

    async def attaches(self, name: str, content: bytes) -> str:
        file = {"name": name, "mimeType": "text/plain", "buffer": content}
        return await self.answered(self.page.locator("#file").set_input_files(file))  # type: ignore[arg-type]

    def button(self, label: str) -> Locator:
        """The lowest button with a label, or with that of the first citation."""
        named = re.compile(rf"^{re.escape(label)}( 1)?$")
        return self.page.locator(".keyboard").get_by_text(named).last

    @property
    def newest(self) -> Locator:
        return self.page.locator(f"{_THEIRS} .bubble").last

    async def answered(self, act: object) -> str:
        """Do something and wait for a further message of the bot."""
        before = await self.page.locator(_THEIRS).count()
        await act  # type: ignore[misc]
        await self.page.wait_for_function(
            "([rows, before]) => document.querySelectorAll(rows).length > before", arg=[_THEIRS, before]
        )
        return await self.newest.inner_text()

    async def opens(self, link: Locator) -> Page:
        """Follow a link, which opens a page of its own."""
        async with self.page.context.expect_page() as opening:
            await link.click()
        opened = await opening.value
        await opened.wait_for_load_state()
        return opened


@asynccontextmanager
async def browsing(path: str) -> AsyncIterator[Browser]:
    """A headless Chromium, to the end of the block."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=_SWITCHES)
        try:
            yield browser
        finally:
            await browser.close()


async def visit(
    browser: Browser,
    address: str,
    *,
    size: tuple[int, int] = (960, 660),
    scheme: Literal["light", "dark"] = "light",
) -> Visitor:
    """Open the preview in a browser of its own memory. ``size`` is that of the window."""
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,
        locale="en-GB",
    )
    context.set_default_timeout(1000 * PATIENCE)
    expect.set_options(timeout=1000 * PATIENCE)
    page = await context.new_page()
    await page.goto(address)
    await page.locator("#chats button").first.wait_for()
    return Visitor(page)
