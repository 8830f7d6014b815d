/** One person's chat with the bot. */

import { api } from "./api.js";
import { Composer } from "./composer.js";
import { alertDialog, ask, confirmPayment, toast } from "./dialogs.js";
import { h, iconButton } from "./dom.js";
import { dayName, money, t } from "./i18n.js";
import { messageNode } from "./message.js";
import { openMiniApp } from "./miniapp.js";

const TYPING_MS = 5500;

export class Column {
  /** `onHide(personId)` is called when the person is taken off the screen. */
  constructor(personId, { onHide }) {
    this.personId = personId;
    this.onHide = onHide;
    this.messages = new Map();
    this.reads = 0;
    this.held = [];
    this.waiting = new Set();
    this.composer = new Composer(this);
    this.subtitle = h("span", { class: "subtitle" }, t("subtitle"));
    this.botName = h("b", { class: "bot-name" }, "…");
    this.avatar = h("span", { class: "avatar", "aria-hidden": "true" });
    this.who = h("span", { class: "who" });
    this.menu = h("div", { class: "popup", hidden: true });
    this.log = h("div", { class: "log", role: "log", "aria-live": "polite", tabindex: "0" });
    this.downButton = iconButton("down", t("down"), () => this.scrollDown(), { class: "icon-button down-button", hidden: true });
    this.toasts = h("div", { class: "toasts in-chat", "aria-live": "polite" });
    this.node = h(
      "section",
      { class: "chat", "aria-label": t("title"), "data-person": personId },
      h("header", { class: "chat-head" }, this.avatar, h("div", { class: "names" }, this.botName, this.subtitle), this.who, this.moreButton(), this.menu),
      h("div", { class: "log-box" }, this.log, this.downButton, this.toasts),
      this.composer.node,
    );
    this.log.addEventListener("scroll", () => {
      this.downButton.hidden = this.isAtBottom();
    });
  }

  moreButton() {
    const button = iconButton("more", t("more"), () => {
      this.menu.hidden = !this.menu.hidden;
      button.setAttribute("aria-expanded", String(!this.menu.hidden));
      this.menu.querySelector("button")?.focus();
    }, { "aria-haspopup": "true", "aria-expanded": "false" });
    document.addEventListener("click", (event) => {
      if (!this.menu.hidden && !this.menu.contains(event.target) && !button.contains(event.target)) this.menu.hidden = true;
    });
    this.menu.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        this.menu.hidden = true;
        button.focus();
      }
    });
    return button;
  }

  /** Read the whole chat anew. */
  load() {
    return this.read((state) => this.show(state));
  }

  /** Read names, commands and the menu button anew; the messages stay as they are. */
  refresh() {
    return this.read((state) => {
      this.showHead(state);
      if (!this.messages.size) this.drawLog();
    });
  }

  /** Events that come while the chat is being read may be newer than what is read: they wait and are applied after. */
  async read(apply) {
    this.reads += 1;
    try {
      apply(await api.get(`/people/${this.personId}/chat`));
    } finally {
      this.reads -= 1;
      if (this.reads === 0) this.held.splice(0).forEach((event) => this.hear(event));
    }
  }

  show(state) {
    this.showHead(state);
    this.messages = new Map(state.messages.map((message) => [message.message_id, message]));
    this.waiting = new Set(state.pressed.map(({ message_id: id, data }) => `${id}:${data}`));
    this.drawLog();
    this.scrollDown("instant");
  }

  showHead(state) {
    this.state = state;
    const { person, bot } = state;
    this.botName.textContent = bot.name;
    this.avatar.textContent = [...bot.name][0] || "?";
    this.who.textContent = person.first_name;
    this.who.title = [person.username && `@${person.username}`, person.language_code, person.id].filter(Boolean).join(" · ");
    this.node.setAttribute("aria-label", `${bot.name}: ${person.first_name}`);
    this.composer.update(state);
    this.drawMenu();
  }

  drawMenu() {
    const { person } = this.state;
    const choose = (work) => () => {
      this.menu.hidden = true;
      work();
    };
    const blocking = person.has_blocked ? "unblock" : "block";
    this.menu.replaceChildren(
      h("button", { type: "button", disabled: !person.has_started && !person.has_blocked, onclick: choose(() => this.act(blocking)) }, t(blocking)),
      h("button", { type: "button", onclick: choose(() => this.onHide(this.personId)) }, t("hide")),
    );
  }

  drawLog() {
    const nodes = [];
    let day = "";
    for (const message of this.messages.values()) {
      const name = dayName(message.date);
      if (name !== day) nodes.push(h("div", { class: "service day" }, h("span", {}, name)));
      day = name;
      nodes.push(messageNode(message, this));
    }
    this.day = day;
    this.log.replaceChildren(...(nodes.length ? nodes : [this.welcome()]));
  }

  welcome() {
    const { bot } = this.state;
    return h("div", { class: "welcome-bot" }, h("b", {}, bot.name), h("p", {}, bot.description || t("empty")));
  }

  /** An event of this person's chat. */
  hear(event) {
    if (this.reads) return void this.held.push(event);
    if (!this.state) return undefined;
    switch (event.type) {
      case "message":
        return this.addMessage(event.message);
      case "edit":
        return this.redraw(event.message, true);
      case "delete":
        return this.removeMessage(event.message_id);
      case "action":
        return this.typing(event.action);
      case "keyboard":
        this.state.keyboard = event.keyboard;
        return this.composer.setKeyboard(event.keyboard);
      case "blocked":
        return this.setBlocked(event.has_blocked);
      case "pressed":
        return this.setWaiting(event.message_id, event.data, true);
      case "answer":
        return this.answered(event.answer);
      default:
        return undefined;
    }
  }

  addMessage(message) {
    if (this.messages.has(message.message_id)) return this.redraw(message, false);
    if (this.messages.size === 0) this.log.replaceChildren();
    const wasAtBottom = this.isAtBottom() || message.from.id === this.personId;
    this.messages.set(message.message_id, message);
    const day = dayName(message.date);
    if (day !== this.day) this.log.append(h("div", { class: "service day" }, h("span", {}, day)));
    this.day = day;
    const node = messageNode(message, this);
    node.classList.add("is-new");
    this.log.append(node);
    if (message.from.id !== this.personId) this.typing("");
    else if (!this.state.person.has_started) {
      this.state.person.has_started = true;
      this.composer.update(this.state);
      this.drawMenu();
    }
    if (wasAtBottom) this.scrollDown();
    return undefined;
  }

  redraw(message, isEdit) {
    const old = this.log.querySelector(`[data-id="${message.message_id}"]`);
    this.messages.set(message.message_id, message);
    if (!old) return;
    const wasAtBottom = this.isAtBottom();
    const hadFocus = [...old.querySelectorAll("button")].indexOf(document.activeElement);
    const node = messageNode(message, this);
    if (isEdit) node.classList.add("is-edited");
    old.replaceWith(node);
    if (hadFocus >= 0) node.querySelectorAll("button")[hadFocus]?.focus({ preventScroll: true });
    if (wasAtBottom) this.scrollDown("instant");
  }

  removeMessage(messageId) {
    this.messages.delete(messageId);
    this.log.querySelector(`[data-id="${messageId}"]`)?.remove();
  }

  typing(action) {
    clearTimeout(this.typingTimer);
    this.subtitle.textContent = action ? t(action === "upload_photo" ? "uploading" : "typing") : t("subtitle");
    this.subtitle.classList.toggle("is-typing", Boolean(action));
    if (action) this.typingTimer = setTimeout(() => this.typing(""), TYPING_MS);
  }

  setBlocked(isBlocked) {
    this.state.person.has_blocked = isBlocked;
    this.composer.update(this.state);
    this.drawMenu();
    toast(t(isBlocked ? "blockedNow" : "unblockedNow"), this.toasts);
  }

  isWaiting(messageId, data) {
    return data !== undefined && this.waiting.has(`${messageId}:${data}`);
  }

  setWaiting(messageId, data, isWaiting) {
    const key = `${messageId}:${data}`;
    if (isWaiting) this.waiting.add(key);
    else this.waiting.delete(key);
    const message = this.messages.get(messageId);
    if (message) this.redraw(message, false);
  }

  /** Another page pressed the button, or the bot answered after we stopped waiting: only the spinner ends here. */
  answered({ message_id: messageId }) {
    for (const key of [...this.waiting]) {
      if (key.startsWith(`${messageId}:`)) this.setWaiting(messageId, key.slice(key.indexOf(":") + 1), false);
    }
  }

  async act(action, body = {}) {
    try {
      return await api.post(`/people/${this.personId}/${action}`, body);
    } catch (error) {
      toast(t("failed", { reason: error.message }), this.toasts);
      return null;
    }
  }

  begin(payload = "") {
    this.focus();
    return this.act("start", { payload });
  }

  async pressInline(message, button, row, column) {
    if (button.callback_data !== undefined) return this.pressCallback(message, button, row, column);
    if (button.url) return this.followLink("url", button.url, true);
    if (button.web_app) return this.openApp({ url: button.web_app.url, title: button.text, source: "inline_button" });
    if (button.pay) return this.pay({ message_id: message.message_id }, message.invoice);
    if (button.copy_text) {
      await navigator.clipboard?.writeText(button.copy_text.text).catch(() => {});
      return toast(t("copied"), this.toasts);
    }
    return toast(t("inlineUnsupported"), this.toasts);
  }

  async pressCallback(message, button, row, column) {
    const { message_id: id } = message;
    if (this.isWaiting(id, button.callback_data)) return;
    this.setWaiting(id, button.callback_data, true);
    const pressed = await this.act("press", { message_id: id, row, column });
    this.setWaiting(id, button.callback_data, false);
    if (!pressed) return;
    const { answer } = pressed;
    if (!answer) toast(t("noAnswer"), this.toasts);
    else if (answer.url) this.followLink("url", answer.url);
    else if (answer.text && answer.show_alert) await alertDialog(answer.text);
    else if (answer.text) toast(answer.text, this.toasts);
  }

  /** A command, a link inside Telegram (deep link, invoice), or a page outside. `mustAsk` shows the address first. */
  async followLink(kind, value, mustAsk = false) {
    if (kind === "command") return this.act("say", { text: value });
    const inside = /^(?:https?:\/\/)?t\.me\/(\$?)([\w-]+)(?:\?start=([\w-]*))?/i.exec(value);
    if (inside?.[1]) return this.payLink(value);
    if (inside && inside[2].toLowerCase() === this.state.bot.username.toLowerCase()) return this.begin(inside[3] || "");
    if (!/^https?:\/\//i.test(value)) return toast(value, this.toasts);
    if (mustAsk) {
      const buttons = [{ label: t("cancel"), value: "" }, { label: t("open"), value: "open", isMain: true }];
      if ((await ask({ body: h("p", { class: "address" }, t("openLink", { url: value })), buttons })) !== "open") return undefined;
    }
    return open(value, "_blank", "noopener,noreferrer");
  }

  /** Pay an invoice link; resolves with the status Telegram gives a Mini App: paid, cancelled or failed. */
  async payLink(link) {
    const found = await this.act("invoice", { link });
    return found ? this.pay({ link }, found.invoice) : "failed";
  }

  async pay(target, invoice) {
    if (!(await confirmPayment(invoice))) return "cancelled";
    toast(t("paying"), this.toasts);
    const answer = await this.act("pay", target);
    if (!answer) return "failed";
    const { status, reason } = answer.outcome;
    if (status === "paid") toast(t("paid", { amount: money(invoice.total_amount, invoice.currency) }), this.toasts);
    else await alertDialog(status === "timeout" ? t("payTimeout") : t("payFailed", { reason }));
    return status === "paid" ? "paid" : "failed";
  }

  async openApp(app) {
    try {
      await openMiniApp(this, app);
    } catch (error) {
      toast(t("failed", { reason: error.message }), this.toasts);
    }
  }

  focus() {
    if (!this.composer.line.hidden) this.composer.field.focus({ preventScroll: true });
  }

  isAtBottom() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 90;
  }

  keepBottom() {
    if (this.log && this.isAtBottom()) requestAnimationFrame(() => this.scrollDown("instant"));
  }

  scrollDown(behavior = "smooth") {
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.log.scrollTo({ top: this.log.scrollHeight, behavior: isCalm ? "instant" : behavior });
    this.downButton.hidden = true;
  }

  scrollTo(messageId) {
    const node = this.log.querySelector(`[data-id="${messageId}"]`);
    node?.scrollIntoView({ block: "center", behavior: "smooth" });
    node?.classList.add("is-edited");
  }
}
