// What comes up over the page: alerts, passing lines, the choice of a chat.

import { avatar } from "./messages.js";
import { element } from "./text.js";

const $ = (id) => document.getElementById(id);
const STAYS = 4000; // milliseconds that a passing line can be read

export function alertOf(words) {
  $("alert").firstElementChild.textContent = words;
  $("alert").showModal();
}

let fading = 0;

export function toast(words) {
  $("toast").textContent = words;
  $("toast").hidden = false;
  clearTimeout(fading);
  fading = setTimeout(() => { $("toast").hidden = true; }, STAYS);
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied.");
  } catch {
    toast("The browser does not let the page copy.");
  }
}

/** Lets a person choose one of some chats: each has a `title` and the `face` beside it. */
export function chooseChat(chats, chosen) {
  $("chooser-chats").replaceChildren(...chats.map((chat) => {
    const button = element("button", { type: "button" }, avatar(chat.face, chat.title), chat.title);
    button.addEventListener("click", () => { $("chooser").close(); chosen(chat.id); });
    return element("li", {}, button);
  }));
  $("chooser").showModal();
}

$("chooser").addEventListener("click", (event) => { if (event.target === $("chooser")) $("chooser").close(); });
