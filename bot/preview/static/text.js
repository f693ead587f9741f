// A text with Telegram's entities as nodes. Offsets count UTF-16 units, as JavaScript's strings do.

const COMMAND = /(?<![\w/@])\/[a-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/@])|https?:\/\/\S+[\w/]/gi;
const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre" };
const QUOTES = new Set(["blockquote", "expandable_blockquote"]);

/** The nodes of a text. `open(url)` gives where a link leads to, `say(command)` sends a command that is tapped. */
export function formatted(text, entities, { open, say }) {
  const ordered = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const inside = (start, end, marks) => {
    const nodes = [];
    let at = start;
    while (marks.length) {
      const mark = marks.shift();
      const last = mark.offset + mark.length;
      const within = [];
      while (marks.length && marks[0].offset < last) within.push(marks.shift());
      nodes.push(...plain(text.slice(at, mark.offset), say));
      nodes.push(marked(mark, text.slice(mark.offset, last), inside(mark.offset, last, within), open));
      at = last;
      // A quotation is a block: the line's end after it is not one more line.
      if (QUOTES.has(mark.type) && text[at] === "\n") at += 1;
    }
    nodes.push(...plain(text.slice(at, end), say));
    return nodes;
  };
  return inside(0, text.length, ordered);
}

function plain(text, say) {
  const nodes = [];
  let at = 0;
  for (const found of text.matchAll(COMMAND)) {
    nodes.push(text.slice(at, found.index));
    nodes.push(found[0].startsWith("/") ? command(found[0], say) : link(found[0], found[0]));
    at = found.index + found[0].length;
  }
  nodes.push(text.slice(at));
  return nodes.filter((node) => node !== "");
}

function command(text, say) {
  const node = element("button", { type: "button", className: "command" }, text);
  node.addEventListener("click", () => say(text));
  return node;
}

function link(url, ...content) {
  return element("a", { href: url, target: "_blank", rel: "noopener noreferrer", title: url }, ...content);
}

function marked(mark, words, content, open) {
  if (QUOTES.has(mark.type)) return quotation(mark.type, content);
  if (mark.type === "text_link") return link(open(mark.url), ...content);
  if (mark.type === "spoiler") {
    const node = element("span", { className: "spoiler" }, ...content);
    node.addEventListener("click", () => node.classList.add("seen"), { once: true });
    return node;
  }
  return element(TAGS[mark.type] ?? "span", {}, ...content);
}

function quotation(type, content) {
  const body = element("div", {}, ...content);
  const node = element("blockquote", { dir: "auto" }, body);
  if (type !== "expandable_blockquote") return node;
  node.classList.add("foldable", "folded");
  const fold = element("button", { type: "button", ariaLabel: "Unfold the quotation", ariaExpanded: "false" });
  node.append(fold);
  node.addEventListener("click", (event) => {
    if (event.target.closest("a") || String(getSelection())) return;
    const folded = node.classList.toggle("folded");
    fold.ariaExpanded = String(!folded);
    fold.ariaLabel = folded ? "Unfold the quotation" : "Fold the quotation";
  });
  return node;
}

/** Takes the fold away from quotations that are short enough: to be called once they stand on the page. */
export function unfoldShort(root) {
  for (const node of root.querySelectorAll("blockquote.folded")) {
    const body = node.firstElementChild;
    if (body.scrollHeight > body.clientHeight + 2) continue;
    node.classList.remove("foldable", "folded");
    node.querySelector(":scope > button").remove();
  }
}

/** An element with properties and content; no text becomes markup. */
export function element(tag, properties = {}, ...content) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...content);
  return node;
}
