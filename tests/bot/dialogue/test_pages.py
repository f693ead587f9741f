"""Pages of printed sources, from the file to the reply."""

from pathlib import Path

from bot.dialogue.conversation import Conversation
from knowledge import Library
from knowledge.storage.index import Index
from tests.knowledge.reading.test_office import pdf


def test_a_citation_names_the_page_beside_the_paragraph(tmp_path: Path) -> None:
    pages = [["The quay", "The council of Lowmoor voted."], ["A ferry called Otter leaves at noon."]]
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.pdf").write_bytes(pdf(pages))
    Library(tmp_path / "news", index=Index(tmp_path / "index")).open()
    again = Library(tmp_path / "news", index=Index(tmp_path / "index"))
    again.open()
    assert "p. 2, ¶ 2" in Conversation(again).reply_to("When does the ferry leave?").text.text
