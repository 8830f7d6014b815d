/** The bottom of a chat: start button, text field, commands, reply keyboard. */

import { h, iconButton } from "./dom.js";
import { t } from "./i18n.js";

const LONGEST_PHOTO = 10 * 1024 * 1024;

export class Composer {
  /** `chat` is the column this belongs to. */
  constructor(chat) {
    this.chat = chat;
    this.field = h("textarea", { rows: "1", maxlength: "4096", enterkeyhint: "send", placeholder: t("write"), "aria-label": t("write") });
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.picker = h("input", { type: "file", accept: "image/*", hidden: true, onchange: () => this.photo() });
    this.menu = h("button", { type: "button", class: "menu-button", onclick: () => this.openMenu() });
    this.toggle = iconButton("keyboard", t("keyboard"), () => this.showKeyboard(this.keys.hidden), { hidden: true });
    this.sender = iconButton("send", t("send"), () => this.send(), { class: "icon-button send" });
    this.line = h(
      "form",
      { class: "composer", onsubmit: (event) => event.preventDefault() },
      this.menu, iconButton("attach", t("attach"), () => this.picker.click()), this.picker, this.field, this.toggle, this.sender,
    );
    this.start = h("button", { type: "button", class: "start-button", onclick: () => chat.begin() });
    this.commands = h("div", { class: "commands", role: "listbox", "aria-label": t("commands"), hidden: true });
    this.keys = h("div", { class: "reply-keyboard", hidden: true });
    this.node = h("footer", { class: "bottom" }, this.commands, this.line, this.start, this.keys);
  }

  /** Show what the chat allows now: `state` is the view of the chat. */
  update({ person, menu_button: menu, commands, keyboard }) {
    const canWrite = person.has_started && !person.has_blocked;
    this.line.hidden = !canWrite;
    this.start.hidden = canWrite;
    this.start.textContent = t(person.has_blocked ? "restart" : "start");
    this.known = commands;
    this.menuButton = menu;
    const isApp = menu.type === "web_app";
    this.menu.hidden = !isApp && commands.length === 0;
    this.menu.textContent = isApp ? menu.text : "/";
    this.menu.setAttribute("aria-label", isApp ? menu.text : t("commands"));
    this.menu.classList.toggle("is-app", isApp);
    this.setKeyboard(canWrite ? keyboard : null);
  }

  setKeyboard(keyboard) {
    const rows = keyboard?.keyboard || [];
    this.keys.replaceChildren(...rows.map((row) => h("div", { class: "row" }, row.map((button) => this.replyButton(button)))));
    this.toggle.hidden = rows.length === 0;
    this.field.placeholder = keyboard?.input_field_placeholder || t("write");
    this.showKeyboard(rows.length > 0);
  }

  replyButton(button) {
    const style = button.style ? ` is-${button.style}` : "";
    const press = () => {
      if (button.web_app) this.chat.openApp({ url: button.web_app.url, title: button.text, source: "reply_keyboard" });
      else this.chat.act("reply_button", { text: button.text });
    };
    return h("button", { type: "button", class: `reply-button${style}`, onclick: press }, button.text);
  }

  showKeyboard(isShown) {
    this.keys.hidden = !isShown || this.keys.childElementCount === 0;
    this.toggle.setAttribute("aria-pressed", String(!this.keys.hidden));
    this.chat.keepBottom();
  }

  typed() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 132)}px`;
    const text = this.field.value;
    this.offer(/^\/\w*$/.test(text) ? text.slice(1).toLowerCase() : null);
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape") {
      this.offer(null);
    } else if (event.key === "ArrowUp" && !this.commands.hidden) {
      event.preventDefault();
      this.commands.lastElementChild?.focus();
    }
  }

  openMenu() {
    if (this.menuButton.type === "web_app") {
      this.chat.openApp({ url: this.menuButton.web_app.url, title: this.menuButton.text, source: "menu_button" });
      return;
    }
    this.offer(this.commands.hidden ? "" : null);
  }

  /** Commands that begin with `prefix`; null closes the list. */
  offer(prefix) {
    const found = prefix === null ? [] : this.known.filter(({ command }) => command.startsWith(prefix));
    this.commands.replaceChildren(...found.map((command) => this.commandLine(command)));
    this.commands.hidden = found.length === 0;
  }

  commandLine({ command, description }) {
    const choose = () => {
      this.offer(null);
      this.field.value = "";
      this.typed();
      this.chat.act("say", { text: `/${command}` });
      this.field.focus();
    };
    return h("button", { type: "button", role: "option", class: "command", onclick: choose }, h("b", {}, `/${command}`), h("span", {}, description));
  }

  async send() {
    const text = this.field.value.trim();
    if (!text) return;
    this.field.value = "";
    this.typed();
    await this.chat.act("say", { text });
  }

  async photo() {
    const [file] = this.picker.files;
    this.picker.value = "";
    if (!file || file.size > LONGEST_PHOTO) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    let binary = "";
    for (let i = 0; i < bytes.length; i += 32_768) binary += String.fromCharCode(...bytes.subarray(i, i + 32_768));
    const caption = this.field.value.trim();
    this.field.value = "";
    await this.chat.act("photo", { photo: btoa(binary), caption });
  }
}
