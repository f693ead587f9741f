// Where a person writes: text, files, the menu of commands, and as whom in a group.

import { act, get } from "./server.js";
import { element } from "./text.js";
import { Inline } from "./inline.js";
import { List } from "./list.js";
import { initial, summary, tone } from "./messages.js";

const $ = (id) => document.getElementById(id);

export class Composer {
  #above = null;
  #edits = false;

  /**
   * `place()` gives where is written: chat, user and thread; `tell` shows a sentence; `speak(user)` changes the user;
   * `start(payload)` opens the bot's private chat.
   */
  constructor({ bot, place, tell, speak, say, start }) {
    Object.assign(this, { bot, place, tell, say });
    this.list = new List($("menu"), (isOpen) => { $("commands").ariaExpanded = String(isOpen); });
    this.inline = new Inline({ bot, list: this.list, place, tell, start, sent: () => this.#write("") });
    $("form").addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    $("text").addEventListener("keydown", (event) => this.#key(event));
    $("text").addEventListener("input", () => { this.#grow(); this.#complete(); });
    $("text").addEventListener("paste", (event) => this.#files(event.clipboardData.files));
    $("attach").addEventListener("click", () => $("file").click());
    $("file").addEventListener("change", () => { this.#files($("file").files); $("file").value = ""; });
    $("chat").addEventListener("dragover", (event) => event.preventDefault());
    $("chat").addEventListener("drop", (event) => { event.preventDefault(); this.#files(event.dataTransfer.files); });
    $("commands").addEventListener("click", () => (this.list.isOpen ? this.list.close() : this.#offer("")));
    $("above-off").addEventListener("click", () => this.clear());
    $("start").addEventListener("click", () => say("/start"));
    $("speaker").addEventListener("click", () => {
      const { members, user } = this.place();
      speak(members[(members.indexOf(user) + 1) % members.length]);
    });
  }

  /** Draws who writes, and whether there is anything to write to. */
  draw({ isGroup, user, name, isOpen, isEmpty }) {
    $("speaker").hidden = !isGroup;
    $("speaker").className = `avatar ${tone(user)}`;
    $("speaker").textContent = initial(name);
    $("speaker").title = $("speaker").ariaLabel = `You write as ${name}. Press to write as somebody else.`;
    const starts = !isGroup && isEmpty;
    $("start").hidden = !starts;
    $("form").hidden = starts || (!isGroup && !isOpen);
    $("commands").hidden = !isOpen;
    $("text").placeholder = isGroup ? `Message as ${name}` : "Message";
  }

  replyTo(message) { this.#about(message, false, `${message.from.first_name}: ${summary(message)}`); }

  edit(message) {
    this.#about(message, true, `Edit: ${summary(message)}`);
    $("text").value = message.text;
    this.#grow();
  }

  /** Begins a text, as if somebody had typed it. */
  begin(text) {
    this.#write(text);
    $("text").focus();
    this.#complete();
  }

  clear() {
    if (this.#edits) $("text").value = "";
    this.#above = null;
    this.#edits = false;
    $("above").hidden = true;
    this.list.close();
    this.#grow();
  }

  async send() {
    const text = $("text").value.trim();
    if (!text) return;
    const { chat, user, thread } = this.place();
    const edited = this.#edits;
    const answer = await act("text", { chat, user, text, edited, thread, reply_to: edited ? null : this.#above });
    if (answer.error) return this.tell(answer.error);
    $("text").value = "";
    this.#edits = false;
    this.clear();
  }

  #about(message, edits, words) {
    this.#above = message.message_id;
    this.#edits = edits;
    $("above-text").textContent = words;
    $("above").hidden = false;
    $("text").focus();
  }

  async #files(files) {
    for (const file of files) {
      const { chat, user, thread } = this.place();
      const facts = new URLSearchParams({ chat, user, name: file.name, caption: $("text").value.trim() });
      if (thread !== null) facts.set("thread", thread);
      const answer = await act(`document?${facts}`, file);
      if (answer.error) this.tell(answer.error);
      else $("text").value = "";
    }
  }

  #key(event) {
    if (this.list.key(event)) return;
    if (event.key === "Escape") this.clear();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.send();
  }

  #write(text) {
    $("text").value = text;
    this.#grow();
  }

  #grow() {
    $("text").style.height = "auto";
    $("text").style.height = `${$("text").scrollHeight}px`;
  }

  #complete() {
    const text = $("text").value;
    const command = /^\/([a-z0-9_]*)$/i.exec(text);
    const name = /^@(\w*)$/.exec(text);
    if (this.inline.offer(text)) return;
    if (command && !$("commands").hidden) this.#offer(command[1]);
    else if (name && this.bot.username.startsWith(name[1].toLowerCase())) this.list.show("Bots", [this.#name()]);
    else this.list.close();
  }

  #offer(begun) {
    const fitting = (all) => all.filter((each) => each.command.startsWith(begun.toLowerCase()));
    const commands = get(`menu/${this.place().chat}`).then((all) => fitting(all).map((each) => this.#command(each)));
    this.list.show("Commands", commands);
  }

  #command({ command, description }) {
    return this.#entry(`/${command}`, description, () => { this.#write(""); this.say(`/${command}`); });
  }

  #name() {
    return this.#entry(`@${this.bot.username}`, "Quotations to choose from", () => this.begin(`@${this.bot.username} `));
  }

  #entry(words, about, choose) {
    const button = element("button", { type: "button" }, element("b", {}, words), element("span", {}, about));
    button.addEventListener("click", () => { this.list.close(); choose(); });
    return button;
  }
}
