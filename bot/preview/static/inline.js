// The bot in any chat: its name and some words in the box bring what it offers for them.

import { act } from "./server.js";
import { element } from "./text.js";
import { initial, tone } from "./messages.js";

const PAUSE = 300; // milliseconds without a key, after which the bot is asked

export class Inline {
  #waiting = 0;

  /** `place()` gives where is written, `sent()` is called once something was chosen, `start(payload)` opens the bot. */
  constructor({ bot, list, place, tell, sent, start }) {
    Object.assign(this, { bot, list, place, tell, sent, start });
    this.begun = new RegExp(`^@${bot.username}\\s([^]*)$`, "i");
  }

  /** Offers what fits to a text in the box; gives whether it is for the bot. */
  offer(text) {
    clearTimeout(this.#waiting);
    const words = this.begun.exec(text)?.[1];
    if (words === undefined) return false;
    // What was offered before stays until the new list is there, as in Telegram.
    this.#waiting = setTimeout(() => this.list.show("Quotations", this.#results(words)), PAUSE);
    return true;
  }

  async #results(words) {
    const answer = await act("typing", { user: this.place().user, text: words });
    if (answer.error) this.tell(answer.error);
    const top = answer.button ? [this.#link(answer.button)] : [];
    return [...top, ...(answer.results ?? []).map((result) => this.#result(answer.query, result))];
  }

  #result(query, { id, title, description }) {
    const letter = element("span", { className: `letter ${tone(title.length)}`, ariaHidden: "true" }, initial(title));
    const words = element("span", { className: "about", dir: "auto" }, description ?? "");
    const button = element("button", { type: "button", className: "result" }, letter, element("b", { dir: "auto" }, title), words);
    button.addEventListener("click", async () => {
      const { chat, user, thread } = this.place();
      this.list.close();
      const answer = await act("choice", { chat, user, thread, query, result: id });
      if (answer.error) this.tell(answer.error);
      else this.sent();
    });
    return button;
  }

  #link({ text, start_parameter: payload }) {
    const button = element("button", { type: "button", className: "leads" }, text);
    button.addEventListener("click", () => { this.list.close(); this.sent(); this.start(payload); });
    return button;
  }
}
