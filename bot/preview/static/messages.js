// Messages as they are drawn: bubbles, notes, buttons.

import { element, formatted } from "./text.js";

const TONES = 5;

export const tone = (id) => `tone${Math.abs(id) % TONES}`;
export const initial = (name) => [...name][0]?.toUpperCase() ?? "";
export const avatar = (id, name) => element("span", { className: `avatar ${tone(id)}`, ariaHidden: "true" }, initial(name));
export const clock = (date) => new Date(1000 * date).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/** What a message says in one line. */
export function summary(message) {
  if (message.text) return message.text.replace(/\s+/g, " ");
  if (message.document) return message.document.file_name;
  if (message.photo) return message.caption ?? "Photo";
  return service(message) ?? "";
}

/** The line of a message that nobody wrote; null when somebody did. */
export function service(message) {
  if (message.new_chat_members) return `${message.from.first_name} added ${message.new_chat_members.map((each) => each.first_name).join(", ")}`;
  if (message.left_chat_member) return `${message.from.first_name} removed ${message.left_chat_member.first_name}`;
  if (message.forum_topic_created) return `The topic “${message.forum_topic_created.name}” was created`;
  return null;
}

/** One message. `chat` says whose side is whose; `acts` are what its parts do when they are tapped. */
export function drawn(message, { isMine, startsGroup, endsGroup, isGroup, acts }) {
  const note = service(message);
  if (note !== null) return element("li", { className: "note", id: `message-${message.message_id}` }, element("span", {}, note));
  const { id, first_name: name } = message.from;
  const bubble = element("div", { className: `bubble ${tone(id)}` });
  bubble.append(...sender(message, isGroup && !isMine && startsGroup ? name : "", acts));
  if (message.reply_to_message && !message.reply_to_message.forum_topic_created) bubble.append(above(message, acts));
  bubble.append(...attachment(message));
  const text = message.text ?? message.caption ?? "";
  const words = element("div", { className: "words", dir: "auto" });
  words.append(...formatted(text, message.entities ?? message.caption_entities, acts));
  const foot = element("span", { className: "foot" }, `${message.edit_date ? "edited " : ""}${clock(message.date)}`);
  const last = words.lastElementChild;
  if (last?.tagName === "BLOCKQUOTE" && last === words.lastChild) bubble.append(words, foot);
  else { words.append(foot); bubble.append(words); }
  if (message.reaction) bubble.append(element("span", { className: "reaction" }, message.reaction));
  bubble.addEventListener("contextmenu", (event) => { event.preventDefault(); acts.choose(message, event); });
  bubble.addEventListener("dblclick", () => acts.replyTo(message));
  const column = element("div", { className: "column" }, bubble);
  if (message.reply_markup) column.append(keyboard(message, acts));
  const row = element("li", { className: "row", id: `message-${message.message_id}` }, column);
  if (!isMine) row.prepend(avatar(id, name));
  row.classList.toggle("mine", isMine);
  row.classList.toggle("first", startsGroup);
  row.classList.toggle("last", endsGroup);
  return row;
}

function sender({ via_bot: bot }, name, acts) {
  if (!name && !bot) return [];
  const line = element("div", { className: "sender" }, name);
  if (bot) {
    const via = element("button", { type: "button", className: "via" }, element("span", {}, "via "), `@${bot.username}`);
    via.addEventListener("click", () => acts.begin(`@${bot.username} `));
    line.append(name ? " " : "", via);
  }
  return [line];
}

function above(message, acts) {
  const to = message.reply_to_message;
  const words = message.quote?.text ?? summary(to);
  const node = element("button", { className: "reply", type: "button" }, element("b", {}, to.from.first_name), element("span", {}, words));
  node.addEventListener("click", () => acts.show(to.message_id));
  return node;
}

function attachment(message) {
  if (message.photo) return [photo(message.photo.at(-1).file_id)];
  if (!message.document) return [];
  const { file_id: id, file_name: name, file_size: size } = message.document;
  const facts = element("div", {}, element("b", {}, name), element("span", {}, bytes(size)));
  return [element("a", { className: "file", href: address(id), download: name }, facts)];
}

const address = (id) => `/acts/file/${encodeURIComponent(id)}`;

const photos = new Map(); // by their ids: a picture that is drawn again need not be fetched again

/** A picture of the bot's; those of people are not kept, so they have a line instead. */
function photo(id) {
  if (!photos.has(id)) photos.set(id, fetched(id));
  return photos.get(id);
}

function fetched(id) {
  const node = element("img", { className: "photo", src: address(id), alt: "Photo" });
  node.addEventListener("error", () => {
    photos.set(id, element("div", { className: "file" }, element("b", {}, "Photo")));
    node.replaceWith(photos.get(id));
  });
  return node;
}

const bytes = (size) => (size < 1024 ? `${size} B` : size < 1024 ** 2 ? `${(size / 1024).toFixed(1)} KB` : `${(size / 1024 ** 2).toFixed(1)} MB`);

function keyboard(message, acts) {
  const rows = message.reply_markup.inline_keyboard.map((row) => element("div", {}, ...row.map((each) => button(message, each, acts))));
  return element("div", { className: "keyboard" }, ...rows);
}

function button(message, { text, url, callback_data: data, copy_text: copy, switch_inline_query: query }, acts) {
  if (url) return element("a", { href: acts.open(url), target: "_blank", rel: "noopener noreferrer", title: url }, text);
  const node = element("button", { type: "button" }, text);
  node.classList.toggle("shares", query !== undefined);
  node.addEventListener("click", async () => {
    if (copy) return acts.copy(copy.text);
    if (query !== undefined) return acts.share(query);
    node.classList.add("busy");
    await acts.tap(message, data);
    return node.classList.remove("busy");
  });
  return node;
}
