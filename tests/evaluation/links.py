"""Opens links to quoted words in a real browser: ``python -m tests.evaluation.links``.

Pages are made of the bundled articles and of the kinds of markup below, read as the bot reads them, and asked for each
of their sentences. A link is right when its page has scrolled to the best sentence: between the start of the page and
the article lies more than a screen, and the lines are so high that hardly two fit on one.
"""

import json
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import knowledge
from knowledge import Article, Citation, citation_link
from knowledge.answering.excerpts import excerpt
from knowledge.index.passages import passages
from knowledge.language.sentences import sentences
from knowledge.language.terms import analysis
from knowledge.reading.document import read_document
from tests.corpus import read_corpus
from tests.evaluation.chromium import Chromium, installed

KINDS = {
    "line breaks": """en
        <p>Grain ship (200 tonnes)<br>It carries barley and oats to the islands.<br/>It sails on Monday.</p>
        <p>The quay is closed until the crane has been repaired, he said.</p>""",
    "inline markup": """en
        <p>The <b>harbour master</b>, <a href='#'>Ines Calder</a>, said on <time>Friday</time> that <em>forty</em>
        boats were waiting outside the old wall.</p>
        <p>“Nobody was hurt,” she <i>said</i>. The tugs came back at night.</p>""",
    "entities and spaces": """en
        <p>Calder &amp; Orr paid 5&nbsp;million for the har&shy;bour&mdash;the price of two ships&hellip; and more.</p>
        <p>The   second\n paragraph has   many\tspaces, and a very<wbr>long word in the middle of a sentence.</p>""",
    "the same sentence twice": """en
        <p>The ministry declined to comment. A storm closed the harbour of Port Lanning on Tuesday morning.</p>
        <p>The mayor called it the worst storm in years. The ministry declined to comment.</p>""",
    "lists and quotations": """en
        <p>Three things were found on the beach after the storm had passed on Tuesday:</p>
        <ul><li>A crate of oranges from the south</li><li>An oar with a name on it</li></ul>
        <blockquote><p>It looked like a market, said the warden of the beach.</p></blockquote>
        <h2>What happens next</h2><p>The oranges are given to the school on Friday.</p>""",
    "a title before the words": """en
        <p>Quay closes. The quay in Lowmoor closes on Monday because its only crane has to be repaired by then.</p>
        <p>Ships of more than 200 tonnes have to go to the northern harbour, where two quays are free.</p>""",
    "a sentence that is cut": """en
        <p>The harbour master said that forty boats, most of them from the islands, were waiting outside the old wall,
        that the crane, which is the only one on the quay, had been damaged by the storm, that the two tugs, both of
        them older than the quay itself, had come back at night with nobody hurt, and that the quay would be closed
        until Monday, when the repairs, paid for by the ministry, are to begin.</p>""",
    "Thai": """th
        <p>ท่าเรือแห่งนี้ปิดเมื่อวันศุกร์เพราะพายุลูกใหญ่พัดเข้าชายฝั่ง เรือหลายลำต้องจอดรออยู่นอกอ่าวจนกว่าลมจะสงบ
        นายท่าเรือกล่าวว่าจะเปิดอีกครั้งในวันที่ 5 มกราคม หลังจากตรวจสอบความเสียหายของสะพานและปั้นจั่นเสร็จแล้ว</p>
        <p>ชาวประมงกว่า 40 คนช่วยกันเก็บกวาดชายหาด และโรงเรียนในเมืองหยุดเรียนสองวัน</p>""",
    "Chinese": """zh
        <p>港口星期五因暴风雨关闭，四十艘渔船在旧码头外等候。港务局长说，没有人受伤，拖船晚上回来了。</p>
        <p>市长称这是多年来最严重的风暴，并表示学校将停课两天。部里拒绝发表评论。</p>""",
    "Japanese": """ja
        <p>港は金曜日に嵐のため閉鎖された。四十隻の漁船が古い埠頭の外で待っていた。</p>
        <p>けが人はいない、と港長は述べた。</p>""",
    "Khmer": """km
        <p>កំពង់ផែត្រូវបានបិទនៅថ្ងៃសុក្រដោយសារព្យុះ។ ទូកនេសាទសែសិបគ្រឿងកំពុងរង់ចាំ។</p>
        <p>គ្មានអ្នករងរបួសទេ។</p>""",
    "Hindi": """hi
        <p>तूफ़ान के कारण बंदरगाह शुक्रवार को बंद रहा। चालीस नावें बाहर खड़ी रहीं।</p>
        <p>किसी को चोट नहीं आई, अधिकारी ने कहा।</p>""",
    "Persian": """fa
        <p>بندر روز جمعه به دلیل توفان بسته شد. چهل قایق بیرون می‌مانند.</p>
        <p>او گفت کسی آسیب ندیده است.</p>""",
    "Turkish": """tr
        <p>İstanbul’daki liman cuma günü fırtına yüzünden kapandı. Kırk tekne dışarıda bekledi.</p>
        <p>Yaralı yok, dedi.</p>""",
}
"""Pages by what is special about them: the language, and what stands in the article."""

_PAGE = """<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<style>p, li, h2 {{ line-height: 320px }} .space {{ height: 3000px }}</style></head>
<body><div class="space"></div><article><h1>{title}</h1>{body}</article><div class="space"></div></body></html>"""

# Where the wanted words stand, without regard to white space; whether they are on the screen.
_ON_SCREEN = """(async (words, nth) => {
  const places = []; let text = "";
  const nodes = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  while (nodes.nextNode()) {
    if (nodes.currentNode.parentElement.closest("h1")) continue;
    [...nodes.currentNode.data].reduce((at, letter) => {
      if (letter.trim() && letter != "\\u00ad") { places.push([nodes.currentNode, at]); text += letter[0]; }
      return at + letter.length;
    }, 0);
  }
  let at = -1;
  for (let i = 0; i <= nth; i++) at = text.indexOf(words, at + 1);
  if (at < 0) return "not on the page";
  const range = document.createRange();
  range.setStart(...places[at]); range.setEnd(places[at][0], places[at][1] + 1);
  const ends = performance.now() + 3000;
  while (performance.now() < ends) {
    await new Promise(done => setTimeout(done, 50));
    const box = range.getBoundingClientRect();
    if (scrollY > 0 && box.bottom > 0 && box.top < innerHeight) return "";
  }
  return scrollY > 0 ? "elsewhere" : "not scrolled";
})"""


class Asked(NamedTuple):
    """A link and the words that it is to open at: the ``nth`` of their kind on the page, counted from 0."""

    page: str
    link: str
    words: str
    nth: int


def pages() -> Iterator[tuple[str, str]]:
    """Every page by its name."""
    for article in read_corpus(Path(knowledge.__file__).parent / "bundled").articles:
        paragraphs = "".join(f"<p>{escape(part)}</p>" for part in article.body.split("\n\n"))
        yield (
            article.id,
            _PAGE.format(language=article.language, title=escape(article.title), body=paragraphs),
        )
    for name, content in KINDS.items():
        language, _, body = content.partition("\n")
        yield name, _PAGE.format(language=language, title="Quay in Lowmoor closes", body=body)


def links(name: str, page: str, address: str) -> Iterator[Asked]:
    """A link for each sentence of a page."""
    articles, problems = read_document("page.html", page.encode())
    if not articles:
        print(f"{name}: not read: {'; '.join(map(str, problems))}")
    for article in (replace(article, url=address) for article in articles):
        for passage in passages(article):
            for paragraph in passage.paragraphs:
                for start, end in sentences(article.body, paragraph, article.language):
                    terms = analysis(article.language).terms(article.body[start:end])
                    shown = excerpt(passage, dict.fromkeys(terms, 1.0))
                    yield _asked(name, article, Citation(1, passage, shown, 1.0, 1.0))


def _asked(name: str, article: Article, citation: Citation) -> Asked:
    start, end = citation.best
    words, earlier = _letters(article.body[start:end]), _letters(article.body[:start])
    link = citation_link(citation)
    assert link
    return Asked(name, link, words, earlier.count(words))


def _letters(text: str) -> str:
    """What the page is searched for: without white space and soft hyphens."""
    return "".join(text.replace("\u00ad", "").split())


class _Server(ThreadingHTTPServer):
    """Serves the pages by their number."""

    def __init__(self, contents: list[str]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.contents = contents


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        number = self.path.strip("/").partition("?")[0]
        found = number.isdigit() and int(number) < len(self.server.contents)
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.server.contents[int(number)].encode() if found else b"")

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


def main() -> int:
    path = installed()
    if path is None:
        print("skipped: there is no Chromium here (apt-get install chromium)")
        return 0
    named = list(pages())
    server = _Server([page for _, page in named])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    asked = [
        one
        for number, (name, page) in enumerate(named)
        for one in links(name, page, f"http://127.0.0.1:{server.server_port}/{number}?{number}")
    ]
    wrong = 0
    with Chromium(path) as browser:
        for number, (name, link, words, nth) in enumerate(asked):
            # Another address each time: otherwise the browser would stay on the page where it is.
            browser.open(link.replace("?", f"?{number}-", 1))
            problem = browser.value(f"{_ON_SCREEN}({json.dumps(words)}, {nth})")
            if problem:
                wrong += 1
                print(f"{name}: {problem}: {link}")
    server.shutdown()
    share = 100 * (1 - wrong / len(asked))
    print(f"{len(asked) - wrong} of {len(asked)} links open at the quoted words ({share:.1f} %)")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
