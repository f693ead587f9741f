// Where a person writes: text, files, the menu of commands, and as whom in a group.

import { act, get } from "./server.js";
import { element } from "./text.js";
import { initial, summary, tone } from "./messages.js";

const $ = (id) => document.getElementById(id);

export class Composer {
  #above = null;
  #edits = false;
  #offers = 0; // counted, so that a menu which comes late is not shown any more

  /** `place()` gives where is written: chat, user and thread; `tell` shows a sentence; `speak(user)` changes the user. */
  constructor({ place, tell, speak, say }) {
    this.place = place;
    this.tell = tell;
    this.say = say;
    $("form").addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    $("text").addEventListener("keydown", (event) => this.#key(event));
    $("text").addEventListener("input", () => { this.#grow(); this.#complete(); });
    $("text").addEventListener("paste", (event) => this.#files(event.clipboardData.files));
    $("attach").addEventListener("click", () => $("file").click());
    $("file").addEventListener("change", () => { this.#files($("file").files); $("file").value = ""; });
    $("chat").addEventListener("dragover", (event) => event.preventDefault());
    $("chat").addEventListener("drop", (event) => { event.preventDefault(); this.#files(event.dataTransfer.files); });
    $("commands").addEventListener("click", () => ($("menu").hidden ? this.#offer("") : this.#close()));
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
    $("text").placeholder = isGroup ? `Message as ${name}` : "Message";
  }

  replyTo(message) { this.#about(message, false, `${message.from.first_name}: ${summary(message)}`); }

  edit(message) {
    this.#about(message, true, `Edit: ${summary(message)}`);
    $("text").value = message.text;
    this.#grow();
  }

  clear() {
    if (this.#edits) $("text").value = "";
    this.#above = null;
    this.#edits = false;
    $("above").hidden = true;
    this.#close();
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
    const chosen = $("menu").querySelector(".chosen");
    if (event.key === "Escape") return $("menu").hidden ? this.clear() : this.#close();
    if (!$("menu").hidden && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      const all = [...$("menu").querySelectorAll("button")];
      const next = (all.indexOf(chosen) + (event.key === "ArrowDown" ? 1 : -1) + all.length) % all.length;
      chosen?.classList.remove("chosen");
      all[next]?.classList.add("chosen");
      return event.preventDefault();
    }
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return undefined;
    event.preventDefault();
    return chosen && !$("menu").hidden ? chosen.click() : this.send();
  }

  #grow() {
    $("text").style.height = "auto";
    $("text").style.height = `${$("text").scrollHeight}px`;
  }

  #complete() {
    const begun = /^\/([a-z0-9_]*)$/i.exec($("text").value);
    if (begun) this.#offer(begun[1]);
    else this.#close();
  }

  async #offer(begun) {
    const offer = (this.#offers += 1);
    const all = await get(`menu/${this.place().chat}`);
    if (offer !== this.#offers) return;
    const fitting = all.filter((each) => each.command.startsWith(begun.toLowerCase()));
    $("menu").replaceChildren(...fitting.map((each) => this.#command(each)));
    $("menu").hidden = fitting.length === 0;
    $("commands").ariaExpanded = String(!$("menu").hidden);
  }

  #command({ command, description }) {
    const button = element("button", { type: "button" }, element("b", {}, `/${command}`), element("span", {}, description));
    button.addEventListener("click", () => {
      $("text").value = "";
      this.#close();
      this.say(`/${command}`);
    });
    return element("li", {}, button);
  }

  #close() {
    this.#offers += 1;
    $("menu").hidden = true;
    $("commands").ariaExpanded = "false";
  }
}
