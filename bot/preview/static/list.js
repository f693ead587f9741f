// The list above the box: one thing is chosen from it, with the mouse or with the arrow keys.

import { element } from "./text.js";

export class List {
  #node;
  #shown = 0; // counted, so that what comes late is not shown any more

  /** `changed(isOpen)` is called when the list opens or closes. */
  constructor(node, changed) {
    this.#node = node;
    this.changed = changed;
  }

  get isOpen() { return !this.#node.hidden; }

  /** Shows the buttons that come, unless the list is closed or shows something else by then. */
  async show(label, coming) {
    const number = (this.#shown += 1);
    const buttons = await coming;
    if (number !== this.#shown) return;
    this.#node.ariaLabel = label;
    this.#node.replaceChildren(...buttons.map((button) => element("li", {}, button)));
    this.#node.hidden = buttons.length === 0;
    this.#node.scrollTop = 0;
    this.changed(this.isOpen);
  }

  close() {
    this.#shown += 1;
    this.#node.hidden = true;
    this.changed(false);
  }

  /** Does what a key does to the open list; gives whether it did anything. */
  key(event) {
    if (!this.isOpen) return false;
    const chosen = this.#node.querySelector(".chosen");
    if (event.key === "Escape") this.close();
    else if (["ArrowDown", "ArrowUp"].includes(event.key)) this.#move(chosen, event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing && chosen) chosen.click();
    else return false;
    event.preventDefault();
    return true;
  }

  #move(chosen, by) {
    const all = [...this.#node.querySelectorAll("button")];
    const next = all[chosen ? (all.indexOf(chosen) + by + all.length) % all.length : by > 0 ? 0 : all.length - 1];
    chosen?.classList.remove("chosen");
    next?.classList.add("chosen");
    next?.scrollIntoView({ block: "nearest" });
  }
}
