/** Text with Telegram's entities as nodes. Offsets are UTF-16 code units, which is what JavaScript counts in. */

import { h } from "./dom.js";
import { t } from "./i18n.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const LONG_QUOTE = 160;

/** `onLink(kind, value)` is called for what acts inside the chat: `command` or `url`. */
export function richText(text, entities, onLink) {
  const sorted = [...(entities || [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return nodes(text, 0, text.length, sorted, onLink);
}

function nodes(text, from, to, entities, onLink) {
  const out = [];
  let at = from;
  for (let i = 0; i < entities.length; i += 1) {
    const entity = entities[i];
    if (entity.offset < at || entity.offset >= to) continue;
    const end = Math.min(entity.offset + entity.length, to);
    const inner = entities.slice(i + 1).filter((other) => other.offset < end);
    if (entity.offset > at) out.push(text.slice(at, entity.offset));
    out.push(element(entity, text.slice(entity.offset, end), nodes(text, entity.offset, end, inner, onLink), onLink));
    // A quotation or a code block ends its own line, so the line break after it would show as an empty one.
    at = BLOCKS.has(entity.type) && text[end] === "\n" && end < to ? end + 1 : end;
  }
  if (at < to) out.push(text.slice(at, to));
  return out;
}

function element(entity, text, children, onLink) {
  if (TAGS[entity.type]) return h(TAGS[entity.type], {}, children);
  switch (entity.type) {
    case "pre":
      return h("pre", { "data-language": entity.language || null, tabindex: "0" }, h("code", {}, children));
    case "blockquote":
      return h("blockquote", {}, children);
    case "expandable_blockquote":
      return expandable(text, children);
    case "spoiler":
      return spoiler(children);
    case "bot_command":
      return h("button", { type: "button", class: "link", onclick: () => onLink("command", text) }, children);
    case "url":
      return link(text.includes("://") ? text : `https://${text}`, children, onLink);
    case "text_link":
      return link(entity.url, children, onLink);
    case "text_mention":
    case "mention":
    case "hashtag":
      return h("span", { class: "mention" }, children);
    default:
      return h("span", {}, children);
  }
}

function link(url, children, onLink) {
  const isInside = /^(https?:\/\/)?t\.me\//i.test(url);
  if (!isInside && !/^https?:\/\//i.test(url)) return h("span", { class: "mention", title: url }, children);
  const open = (event) => {
    if (!isInside) return;
    event.preventDefault();
    onLink("url", url);
  };
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer", title: url, onclick: open }, children);
}

function spoiler(children) {
  const body = h("span", { class: "spoiler-text" }, children);
  const reveal = () => {
    node.classList.add("is-open");
    node.removeAttribute("role");
    node.removeAttribute("tabindex");
    node.removeAttribute("aria-label");
  };
  const onkeydown = (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      reveal();
    }
  };
  const node = h("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": t("spoiler"), onclick: reveal, onkeydown }, body);
  return node;
}

function expandable(text, children) {
  if (text.length < LONG_QUOTE && text.split("\n").length <= 3) return h("blockquote", {}, children);
  const body = h("div", { class: "quote-body" }, children);
  const toggle = h("button", { type: "button", class: "link quote-toggle", "aria-expanded": "false" }, t("expand"));
  const quote = h("blockquote", { class: "is-folded" }, body, toggle);
  toggle.addEventListener("click", () => {
    const isFolded = quote.classList.toggle("is-folded");
    toggle.textContent = t(isFolded ? "expand" : "collapse");
    toggle.setAttribute("aria-expanded", String(!isFolded));
  });
  return quote;
}
