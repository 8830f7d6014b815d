/** Toasts, alerts and sheets. */

import { h, iconButton } from "./dom.js";
import { money, t } from "./i18n.js";

const TOAST_MS = 3500;

/** A short notice that goes by itself; in `host`, so that it shows in the chat it belongs to. */
export function toast(text, host = document.getElementById("toasts")) {
  const node = h("div", { class: "toast", role: "status" }, text);
  host.replaceChildren(node); // as in Telegram, a new one takes the place of the one before
  setTimeout(() => node.classList.add("is-leaving"), TOAST_MS);
  setTimeout(() => node.remove(), TOAST_MS + 300);
}

/** A dialog over everything; resolves with the `value` of the button that closed it, "" when dismissed. */
export function ask({ title = "", body, buttons }) {
  return new Promise((resolve) => {
    const close = (value) => {
      dialog.close();
      dialog.remove();
      resolve(value);
    };
    const actions = buttons.map(({ label, value, isMain }) =>
      h("button", { type: "button", class: isMain ? "main-button" : "plain-button", onclick: () => close(value) }, label),
    );
    const dialog = h(
      "dialog",
      { class: "dialog", "aria-label": title || t("title") },
      title ? h("h2", {}, title) : null,
      h("div", { class: "dialog-body" }, body),
      h("div", { class: "dialog-actions" }, actions),
    );
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      close("");
    });
    dialog.addEventListener("click", (event) => event.target === dialog && close(""));
    document.body.append(dialog);
    dialog.showModal();
  });
}

export function alertDialog(text) {
  return ask({ body: h("p", {}, text), buttons: [{ label: t("ok"), value: "ok", isMain: true }] });
}

/** The sheet before a payment; true when the person agrees. */
export async function confirmPayment(invoice) {
  const amount = money(invoice.total_amount, invoice.currency);
  const body = [
    h("p", { class: "pay-title" }, invoice.title),
    h("p", {}, invoice.description),
    h("p", { class: "pay-amount" }, amount),
    h("p", { class: "hint" }, t("payNote")),
  ];
  const buttons = [{ label: t("cancel"), value: "" }, { label: t("pay", { amount }), value: "pay", isMain: true }];
  return (await ask({ title: t("payTitle"), body, buttons })) === "pay";
}

/** A panel from the side with anything in it; returns the function that closes it. */
export function panel(title, body) {
  const close = () => {
    dialog.close();
    dialog.remove();
  };
  const head = h("div", { class: "panel-head" }, h("h2", {}, title), iconButton("close", t("close"), close));
  const dialog = h("dialog", { class: "dialog panel", "aria-label": title }, head, h("div", { class: "dialog-body" }, body));
  dialog.addEventListener("click", (event) => event.target === dialog && close());
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return close;
}
