/** One message as a node. */

import { h, icon } from "./dom.js";
import { clockTime, money, t } from "./i18n.js";
import { richText } from "./text.js";

/** `chat` is the column: it knows whose chat this is and does what buttons ask. */
export function messageNode(message, chat) {
  const service = serviceText(message);
  if (service) {
    return h("div", { class: "service", "data-id": message.message_id }, h("span", {}, service));
  }
  const isMine = message.from.id === chat.personId;
  const keyboard = message.reply_markup?.inline_keyboard;
  const classes = ["message", isMine ? "is-mine" : "is-bot", keyboard ? "has-keyboard" : "", message.photo ? "has-photo" : ""];
  return h(
    "article",
    { class: classes.filter(Boolean).join(" "), "data-id": message.message_id },
    bubble(message, chat),
    keyboard ? inlineKeyboard(message, keyboard, chat) : null,
  );
}

function bubble(message, chat) {
  const onLink = (kind, value) => chat.followLink(kind, value);
  const text = message.text ?? message.caption;
  const entities = message.entities ?? message.caption_entities;
  const body = text ? h("div", { class: "text" }, richText(text, entities, onLink), stamp(message)) : null;
  const media = [photo(message), fileLink(message), invoice(message), dice(message)];
  const parts = message.show_caption_above_media ? [body, ...media] : [...media, body];
  return h("div", { class: "bubble" }, replied(message, chat), parts, body ? null : h("div", { class: "text only-stamp" }, stamp(message)));
}

function stamp(message) {
  const time = clockTime(message.date);
  return h("time", { class: "stamp", datetime: new Date(message.date * 1000).toISOString() }, message.edit_date ? `${t("edited")} ${time}` : time);
}

function serviceText(message) {
  if (message.successful_payment) {
    const paid = message.successful_payment;
    return t("paid", { amount: money(paid.total_amount, paid.currency) });
  }
  if (message.refunded_payment) {
    const back = message.refunded_payment;
    return t("refunded", { amount: money(back.total_amount, back.currency) });
  }
  return message.web_app_data ? t("webAppData", { text: message.web_app_data.button_text }) : "";
}

function photo(message) {
  if (!message.photo) return null;
  const size = message.photo[message.photo.length - 1];
  const alt = message.caption ? t("photoFrom", { caption: message.caption.slice(0, 80) }) : t("photo");
  const image = h("img", { src: `/emulator/files/${size.file_id}`, alt, width: size.width, height: size.height });
  const cover = h("div", { class: message.has_media_spoiler ? "photo is-hidden" : "photo" }, image);
  if (message.has_media_spoiler) cover.addEventListener("click", () => cover.classList.remove("is-hidden"));
  return cover;
}

function fileLink(message) {
  if (!message.document) return null;
  const { file_id: id, file_name: name, file_size: size } = message.document;
  const label = h("span", {}, h("b", {}, name || t("document")), h("small", {}, `${Math.max(1, Math.round(size / 1024))} KB`));
  return h("a", { class: "file", href: `/emulator/files/${id}`, download: name || true }, icon("file"), label);
}

function invoice(message) {
  if (!message.invoice) return null;
  const { title, description, total_amount: amount, currency } = message.invoice;
  return h("div", { class: "invoice" }, h("b", {}, title), h("p", {}, description), h("small", {}, t("invoice", { amount: money(amount, currency) })));
}

function dice(message) {
  if (!message.dice) return null;
  return h("div", { class: "dice" }, h("span", { "aria-hidden": "true" }, message.dice.emoji), h("small", {}, t("dice", { value: message.dice.value })));
}

function replied(message, chat) {
  const target = message.reply_to_message;
  if (!target) return null;
  const words = target.text ?? target.caption ?? (target.photo ? t("photo") : "…");
  const onclick = () => chat.scrollTo(target.message_id);
  return h("button", { type: "button", class: "replied", "aria-label": t("replyTo"), onclick }, h("b", {}, target.from.first_name), h("span", {}, words.slice(0, 90)));
}

function inlineKeyboard(message, rows, chat) {
  return h(
    "div",
    { class: "inline-keyboard" },
    rows.map((row, r) => h("div", { class: "row" }, row.map((button, c) => inlineButton(message, button, r, c, chat)))),
  );
}

/** Telegram's clients show the price in the person's language unless the bot wrote a label of its own. */
function payLabel({ total_amount: amount, currency }, button) {
  return button.text.startsWith("Pay ") ? t("pay", { amount: money(amount, currency) }) : button.text;
}

function inlineButton(message, button, row, column, chat) {
  const kind = ["url", "web_app", "copy_text", "pay", "switch_inline_query"].find((name) => name in button) || "callback";
  const isWaiting = chat.isWaiting(message.message_id, button.callback_data);
  const node = h(
    "button",
    {
      type: "button",
      class: `inline-button is-${kind}${button.style ? ` is-${button.style}` : ""}${isWaiting ? " is-waiting" : ""}`,
      "aria-busy": isWaiting ? "true" : null,
      onclick: () => chat.pressInline(message, button, row, column, node),
    },
    h("span", {}, button.pay && message.invoice ? payLabel(message.invoice, button) : button.text),
  );
  return node;
}
