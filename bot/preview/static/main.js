// The page: the list of chats, the open chat, and what people do in them.

import { Composer } from "./composer.js";
import { alertOf, chooseChat, copy, toast } from "./dialogs.js";
import { act, get, watch } from "./server.js";
import { avatar, clock, drawn, initial, summary, tone } from "./messages.js";
import { element, unfoldShort } from "./text.js";

const $ = (id) => document.getElementById(id);
const ARTICLES = "https://articles.example/"; // the address of articles that have none of their own
const CLOSE_TOGETHER = 300; // seconds between messages that stand as one group

const scene = await get("scene");
const chats = new Map();
let current = null;
know();

/** Takes the chats of the scene, new ones and those that are different now. */
function know() {
  for (const chat of scene.chats) {
    const known = chats.get(chat.id) ?? { messages: new Map(), unread: 0, user: chat.members[0], thread: null };
    chats.set(chat.id, Object.assign(known, chat));
  }
}

async function learn() {
  Object.assign(scene, await get("scene"));
  know();
}

const acts = {
  open: (url) => (url.startsWith(ARTICLES) ? url.replace(ARTICLES, "/articles/") : url),
  say: (text) => write(text),
  show,
  choose,
  replyTo: (message) => composer.replyTo(message),
  begin: (text) => composer.begin(text),
  copy,
  share,
  async tap(message, data) {
    const { id: chat, user } = current;
    const answer = await act("tap", { chat, user, message: message.message_id, data });
    if (answer.error || answer.text) (answer.show_alert ? alertOf : toast)(answer.error ?? answer.text);
  },
};

const composer = new Composer({
  bot: scene.bot,
  place: () => ({ chat: current.id, user: current.user, thread: current.thread, members: current.members }),
  tell: toast,
  say: (text) => write(text),
  speak: (user) => { current.user = user; drawAll(); },
  start,
});

async function write(text) {
  const { id: chat, user, thread } = current;
  const answer = await act("text", { chat, user, text, thread });
  if (answer.error) toast(answer.error);
}

// What happens in the chats.

let pending = false;
let told = Promise.resolve(); // one change after the other, also when a chat must be learnt of in between

watch((change) => { told = told.then(() => take(change)); }, () => toast("The preview has ended, or cannot be reached."));

async function take({ chat: id, message, deleted }) {
  if (!chats.has(id)) await learn();
  const chat = chats.get(id);
  if (deleted) chat.messages.delete(deleted);
  else {
    const isNew = !chat.messages.has(message.message_id);
    chat.messages.set(message.message_id, message);
    if (isNew && chat !== current && message.from.id === scene.bot.id) chat.unread += 1;
  }
  if (pending) return;
  pending = true;
  requestAnimationFrame(() => { pending = false; drawAll(); });
}

// Drawing.

function drawAll() {
  drawChats();
  if (current) drawChat();
}

function drawChats() {
  const rows = scene.chats.map(({ id }) => {
    const chat = chats.get(id);
    const last = newest(chat);
    const who = last && chat.kind === "group" && !last.new_chat_members ? `${last.from.first_name}: ` : "";
    const button = element("button", { type: "button" },
      avatar(face(chat), chat.title),
      element("span", { className: "name" }, chat.title, ...(chat.role ? [element("span", { className: "role" }, chat.role)] : [])),
      element("span", { className: "when" }, last ? clock(last.date) : ""),
      element("span", { className: "last", dir: "auto" }, last ? who + summary(last) : chat.about));
    if (chat.unread) button.append(element("span", { className: "unread", ariaLabel: `${chat.unread} unread` }, String(chat.unread)));
    button.addEventListener("click", () => enter(id));
    return element("li", { ariaCurrent: String(chat === current) }, button);
  });
  $("chats").replaceChildren(...rows);
}

const face = (chat) => (chat.kind === "private" ? scene.bot.id : chat.id);
const newest = (chat) => [...chat.messages.values()].filter((each) => !each.forum_topic_created).at(-1);

function shown(chat) {
  const all = [...chat.messages.values()].sort((a, b) => a.message_id - b.message_id);
  if (!chat.topics.length) return all;
  return all.filter((each) => (each.message_thread_id ?? null) === chat.thread && !each.forum_topic_created);
}

function drawChat() {
  const chat = current;
  const isGroup = chat.kind === "group";
  const scroller = $("scroller");
  const atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80;
  const messages = shown(chat);
  const unfolded = new Set([...document.querySelectorAll(".row:has(.foldable:not(.folded))")].map((row) => row.id));
  $("messages").className = chat.kind;
  $("messages").replaceChildren(...rows(messages, isGroup));
  for (const id of unfolded) document.querySelectorAll(`#${id} .folded`).forEach((node) => node.classList.remove("folded"));
  unfoldShort($("messages"));
  $("avatar").className = `avatar ${tone(face(chat))}`;
  $("avatar").textContent = initial(chat.title);
  $("title").textContent = chat.title;
  $("about").textContent = chat.about;
  const word = isGroup ? ["Add the bot", "Remove the bot"] : ["Unblock", "Stop bot"];
  $("membership").textContent = word[Number(chat.open)];
  drawTopics(chat);
  composer.draw({ isGroup, user: chat.user, name: scene.people[chat.user], isOpen: chat.open, isEmpty: messages.length === 0 });
  if (atEnd || messages.at(-1)?.from.id === chat.user) scroller.scrollTop = scroller.scrollHeight;
  drawDown();
}

function rows(messages, isGroup) {
  if (!messages.length) {
    const inGroup = current.open ? "Nothing has been said here yet." : `The bot is not here. Write @${scene.bot.username} and a question.`;
    const what = isGroup ? inGroup : "It answers questions about the articles with their own words. Press Start.";
    return [element("li", { className: "empty" }, element("b", {}, isGroup ? current.title : "What can this bot do?"), what)];
  }
  const nodes = [];
  messages.forEach((message, at) => {
    const [before, after] = [messages[at - 1], messages[at + 1]];
    const day = new Date(1000 * message.date).toDateString();
    if (!before || new Date(1000 * before.date).toDateString() !== day) {
      const words = day === new Date().toDateString() ? "Today" : new Date(1000 * message.date).toLocaleDateString([], { day: "numeric", month: "long" });
      nodes.push(element("li", { className: "note" }, element("span", {}, words)));
    }
    const isMine = message.from.id === current.user;
    nodes.push(drawn(message, { isMine, startsGroup: !together(before, message), endsGroup: !together(message, after), isGroup, acts }));
  });
  return nodes;
}

const together = (a, b) => Boolean(a && b) && a.from.id === b.from.id && b.date - a.date < CLOSE_TOGETHER && !a.new_chat_members && !b.new_chat_members;

function drawTopics(chat) {
  $("topics").hidden = chat.topics.length === 0;
  $("topics").replaceChildren(...[{ id: null, name: "General" }, ...(chat.topics.length ? chat.topics : [])].map(({ id, name }) => {
    const tab = element("button", { type: "button", role: "tab", ariaSelected: String(id === chat.thread) }, name);
    tab.addEventListener("click", () => { chat.thread = id; composer.clear(); drawAll(); toEnd(); });
    return tab;
  }));
}

function drawDown() {
  const scroller = $("scroller");
  $("down").hidden = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 240;
}

// Going about.

function enter(id) {
  current = chats.get(id);
  current.unread = 0;
  document.body.classList.add("reading");
  composer.clear();
  drawAll();
  toEnd();
  if (matchMedia("(pointer: fine)").matches) $("text").focus();
}

function toEnd() {
  $("scroller").scrollTop = $("scroller").scrollHeight;
}

function show(messageId) {
  const row = document.getElementById(`message-${messageId}`);
  if (!row) return;
  row.scrollIntoView({ block: "center", behavior: "smooth" });
  row.querySelector(".bubble")?.classList.add("found");
  setTimeout(() => row.querySelector(".bubble")?.classList.remove("found"), 1600);
}

function choose(message, event) {
  const chat = current.id;
  const isMine = message.from.id === current.user;
  const isLast = [...current.messages.values()].filter((each) => each.from.id === current.user).at(-1) === message;
  const offered = [["Reply", () => composer.replyTo(message)], ["Copy", () => copy(message.text ?? "")]];
  if (isMine && isLast && message.text) offered.push(["Edit", () => composer.edit(message)]);
  offered.push(["Delete", () => act("deletion", { chat, message: message.message_id })]);
  $("actions").replaceChildren(...offered.map(([words, carryOut]) => {
    const button = element("button", { type: "button", role: "menuitem" }, words);
    button.classList.toggle("danger", words === "Delete");
    button.addEventListener("click", () => { $("actions").hidden = true; carryOut(); });
    return element("li", {}, button);
  }));
  $("actions").hidden = false;
  const { offsetWidth: width, offsetHeight: height } = $("actions");
  $("actions").style.left = `${Math.min(event.clientX, innerWidth - width - 8)}px`;
  $("actions").style.top = `${Math.min(event.clientY, innerHeight - height - 8)}px`;
}

/** Lets a person choose one of their chats, and offers there what the bot has for a query. */
function share(query) {
  const { user } = current;
  const own = scene.chats.filter((chat) => chat.members.includes(user)).map((chat) => ({ ...chat, face: face(chat) }));
  chooseChat(own, (id) => {
    chats.get(id).user = user;
    enter(id);
    composer.begin(`@${scene.bot.username} ${query}`);
  });
}

/** Opens a person's chat with the bot. With a payload, it begins with what a link stands for. */
async function start(payload) {
  const answer = await act("start", { user: current.user, payload });
  if (answer.error) return toast(answer.error);
  await learn();
  return enter(answer.chat);
}

/** What a link into the chat with the bot says it is to begin with: null when nothing, undefined for other links. */
function payloadOf(address) {
  const { host, pathname, searchParams } = new URL(address);
  const isOurs = host === "t.me" && pathname.toLowerCase() === `/${scene.bot.username.toLowerCase()}`;
  return isOurs ? searchParams.get("start") : undefined;
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("#actions")) $("actions").hidden = true;
  const link = event.target.closest("a[href]");
  const payload = link ? payloadOf(link.href) : undefined;
  if (payload === undefined) return;
  event.preventDefault();
  start(payload);
});
$("back").addEventListener("click", () => { document.body.classList.remove("reading"); current = null; drawChats(); });
$("down").addEventListener("click", toEnd);
$("scroller").addEventListener("scroll", drawDown);
// A picture has no height before it has come. Such events do not bubble.
$("messages").addEventListener("load", ({ target }) => { if (target.closest(".row:last-child")) toEnd(); }, true);
$("membership").addEventListener("click", async () => {
  const { id: chat, user, open } = current;
  const answer = await act("membership", { chat, user, present: !open });
  if (answer.error) return toast(answer.error);
  await learn();
  return drawAll();
});
$("privacy").checked = scene.privacy_mode;
$("privacy").addEventListener("change", () => act("privacy", { on: $("privacy").checked }));

const dark = matchMedia("(prefers-color-scheme: dark)");
const paint = () => { document.documentElement.dataset.theme = localStorage.getItem("theme") ?? (dark.matches ? "dark" : "light"); };
dark.addEventListener("change", paint);
$("theme").addEventListener("click", () => {
  localStorage.setItem("theme", document.documentElement.dataset.theme === "dark" ? "light" : "dark");
  paint();
});
paint();
drawAll();
const wide = matchMedia("(min-width: 721px)");
const openOne = () => { if (wide.matches && !current) enter(scene.chats[0].id); };
wide.addEventListener("change", openOne);
openOne();
