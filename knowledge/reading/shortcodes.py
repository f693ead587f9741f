"""What site generators put between the words of a Markdown text, and nobody reads on the page.

Hugo's shortcodes, Liquid, kramdown's and Pandoc's attributes, containers such as ``:::note``, components and imports of
MDX, links between notes. Code is left as it is: an article about a generator may show such things.
"""

import re

# Characters. Longer ones are taken for text, so that a pair of braces somewhere cannot swallow an article.
_LONGEST = 3_000
_LONGEST_ATTRIBUTES = 300

_NEXT = re.compile(
    r"(?P<fence>^[ \t>]*(?:(?:[-*+]|[0-9]+[.)])[ \t]+)?(?:`{3,}(?=[^`\n]*$)|~{3,}))"
    r"|(?P<code>`+)"
    r"|(?P<tag>\{\{[<%]?|\{%|\{/\*|\{::?|\{(?=[#.][A-Za-z]|[\w-]+=))"
    r"|(?P<link>!?\[\[)"
    r"|(?P<line>^[ \t]*:{3,}[^\n]*$|^[ \t>]*\[!\w+\][-+]?[^\n]*$|^[ \t]*\[(?:TOC|_TOC_|\[_TOC_\])\][ \t]*$"
    # A component, or an element that says so, is a container of Markdown and not of HTML.
    r"|^[ \t]*</?[A-Z][\w.]*(?:\s[^<>\n]*)?>[ \t]*$|^[ \t]*<[a-z]+\s(?:[^<>\n]*\s)?markdown\b[^<>\n]*>[ \t]*$"
    r"|^import\s(?:[^\n;]+\sfrom\s*)?['\"][^'\"\n]+['\"];?[ \t]*$|^export\s(?:const|default|let|function)\s[^\n]*$)",
    re.MULTILINE,
)
_CLOSING = {"{{<": ">}}", "{{%": "%}}", "{{": "}}", "{%": "%}", "{/*": "*/}"}
_NAME = re.compile(r"[\s*-]*/?[\s*-]*([\w.-]*)")
# What stands between the two tags of these is no text of the article.
_NOT_TEXT = frozenset(
    "comment highlight code codeblock mermaid plantuml graphviz math katex latex chart script style css capture".split()
)
_NOTE_LINK = re.compile(r"([^\[\]|\n]{1,200})(?:\|([^\[\]\n]{1,200}))?\]\](?![(\[:])")


def without_shortcodes(text: str) -> str:
    """The text without them. One that is alone on its line leaves a blank line, since what it shows is a block."""
    parts: list[str] = []
    done = place = 0
    while found := _NEXT.search(text, place):
        kind, start, place = found.lastgroup, found.start(), found.end()
        if kind == "fence":
            place = _after_fence(text, found[0].lstrip(" \t>-*+0123456789.)"), place)
        elif kind == "code":
            place = _after_code(text, found[0], place)
        else:
            end, instead = _left_out(text, kind or "", found[0], start, place)
            if end > start:
                parts += text[done:start], instead
                done = place = end
    return "".join((*parts, text[done:]))


def _left_out(text: str, kind: str, opening: str, start: int, after: int) -> tuple[int, str]:
    """Where what begins at ``start`` ends, and what stands in its place. It ends where it starts if it is text."""
    if kind == "line":
        return after, ">" if opening.lstrip().startswith(">") else ""
    if kind == "link":
        link = _NOTE_LINK.match(text, after)
        if link is None:
            return start, ""
        return link.end(), "" if opening.startswith("!") else (link[2] or link[1])
    if opening in _CLOSING:
        return _after_tag(text, opening, start, after), ""
    line_end = text.find("\n", after, after + _LONGEST_ATTRIBUTES)
    end = text.find("}", after, after + _LONGEST_ATTRIBUTES if line_end < 0 else line_end)
    if end < 0:
        return start, ""
    if opening == "{::" and text.startswith("comment", after):
        closing = text.find("{:/comment}", end)
        end = closing + len("{:/comment") if closing >= 0 else end
    return end + 1, ""


def _after_tag(text: str, opening: str, start: int, after: int) -> int:
    """The end of a tag, or of the block that it begins if that is no text."""
    closing = _CLOSING[opening]
    end = text.find(closing, after, after + _LONGEST)
    if end < 0 or (opening == "{{" and "\n\n" in text[after:end]):
        return start
    end += len(closing)
    name = _NAME.match(text, after)
    if name and name[1] in _NOT_TEXT and "/" not in name[0]:
        other = re.compile(
            rf"\{{%-?\s*end{re.escape(name[1])}\s*-?%\}}|\{{\{{[<%]\s*/\s*{re.escape(name[1])}\s*[>%]\}}\}}"
        ).search(text, end)
        if other:
            end = other.end()
    return end


def _after_fence(text: str, fence: str, place: int) -> int:
    """The end of a block of code. It lasts to the end of the text when nothing closes it."""
    closing = re.compile(rf"^[ \t>]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$", re.MULTILINE)
    found = closing.search(text, place)
    return found.end() if found else len(text)


def _after_code(text: str, opening: str, place: int) -> int:
    """The end of code between backticks, which is in one paragraph."""
    paragraph = text[place : place + _LONGEST].partition("\n\n")[0]
    found = re.search(rf"(?<!`){opening}(?!`)", paragraph)
    return place + found.end() if found else place
