/** A Mini App in a frame, with the part of Telegram's bridge that a page in an iframe uses. */

import { api } from "./api.js";
import { h, iconButton } from "./dom.js";
import { t } from "./i18n.js";

/** Open `url` over the chat column. `source` is inline_button, menu_button or reply_keyboard. */
export async function openMiniApp(chat, { url, title, source }) {
  const theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const launched = await api.post(`/people/${chat.personId}/init_data`, { url, source, theme });
  const app = new MiniApp(chat, title, source);
  chat.node.append(app.node);
  app.frame.src = launched.url;
  app.frame.focus();
}

class MiniApp {
  constructor(chat, title, source) {
    this.chat = chat;
    this.source = source;
    this.title = title;
    this.frame = h("iframe", { title: title || t("miniApp"), allow: "clipboard-write; fullscreen" });
    this.back = iconButton("back", t("back"), () => this.tell("back_button_pressed"), { hidden: true });
    this.main = h("button", { type: "button", class: "main-button mini-main", hidden: true, onclick: () => this.tell("main_button_pressed") });
    const head = h("div", { class: "mini-head" }, this.back, h("b", {}, title || t("miniApp")), iconButton("close", t("close"), () => this.close()));
    this.node = h("section", { class: "mini-app", "aria-label": t("miniApp") }, head, this.frame, this.main);
    this.listener = (event) => event.source === this.frame.contentWindow && this.hear(event.data);
    addEventListener("message", this.listener);
  }

  close() {
    removeEventListener("message", this.listener);
    this.node.remove();
    this.chat.focus();
  }

  tell(eventType, eventData = {}) {
    this.frame.contentWindow?.postMessage(JSON.stringify({ eventType, eventData }), "*");
  }

  hear(raw) {
    let told;
    try {
      told = typeof raw === "string" ? JSON.parse(raw) : raw;
    } catch {
      return;
    }
    const reaction = REACTIONS[told?.eventType];
    if (reaction) reaction(this, typeof told.eventData === "string" ? JSON.parse(told.eventData || "{}") : told.eventData || {});
  }

  viewport() {
    this.tell("viewport_changed", { height: this.frame.clientHeight, width: this.frame.clientWidth, is_expanded: true, is_state_stable: true });
  }
}

const REACTIONS = {
  iframe_ready: (app) => app.viewport(),
  web_app_ready: (app) => app.viewport(),
  web_app_request_viewport: (app) => app.viewport(),
  web_app_close: (app) => app.close(),
  web_app_setup_back_button: (app, { is_visible: isVisible }) => {
    app.back.hidden = !isVisible;
  },
  web_app_setup_main_button: (app, { is_visible: isVisible, text, is_active: isActive = true }) => {
    app.main.hidden = !isVisible;
    app.main.disabled = !isActive;
    app.main.textContent = text || "";
  },
  web_app_open_link: (app, { url }) => {
    if (/^https?:\/\//i.test(url)) open(url, "_blank", "noopener,noreferrer");
  },
  web_app_open_tg_link: (app, { path_full: path }) => app.chat.followLink("url", `https://t.me${path}`),
  web_app_open_invoice: async (app, { slug }) => {
    const status = await app.chat.payLink(`https://t.me/$${slug}`);
    app.tell("invoice_closed", { slug, status });
  },
  web_app_data_send: async (app, { data }) => {
    if (app.source !== "reply_keyboard") return;
    app.close();
    await app.chat.act("web_app_data", { button_text: app.title, data });
  },
};
