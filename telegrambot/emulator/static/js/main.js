/** The page: which people are on the screen, and what reaches them. */

import { api, Live } from "./api.js";
import { Column } from "./column.js";
import { toast, panel } from "./dialogs.js";
import { h, iconButton } from "./dom.js";
import { openFaults } from "./faults.js";
import { setUiLanguage, t, uiLanguage } from "./i18n.js";

const PEOPLE_KEY = "artel.chat.people";
const THREE = [
  { first_name: "Лена", username: "lena_artel", language_code: "ru" },
  { first_name: "Борис", username: "boris_artel", language_code: "ru" },
  { first_name: "Mia", username: "mia_artel", language_code: "en" },
];

const columns = new Map();
const holder = document.getElementById("columns");
let active = 0;

const live = new Live({ onEvent: hear, onState: showConnection });

function hear(event) {
  if (event.type === "following" || event.type === "resync") return reload();
  if (event.type === "profile") return refresh(event.person_id);
  if (event.type === "people") return dropGone();
  return columns.get(event.person_id)?.hear(event);
}

async function reload() {
  await Promise.all([...columns.values()].map((column) => column.load().catch(() => {})));
  drawTabs();
}

/** The bot changed its commands, menu button or name: for one person, or (0) for all. */
async function refresh(personId) {
  const touched = personId ? [columns.get(personId)] : [...columns.values()];
  await Promise.all(touched.map((column) => column?.refresh().catch(() => {})));
}

/** After a reset of the emulator some people are no more. */
async function dropGone() {
  const { people } = await api.get("/people");
  const known = new Set(people.map(({ id }) => id));
  for (const id of [...columns.keys()]) if (!known.has(id)) hide(id);
}

function showConnection(isUp) {
  const bar = document.getElementById("offline");
  bar.textContent = isUp ? "" : t("offline");
  bar.hidden = isUp;
}

function remember() {
  localStorage.setItem(PEOPLE_KEY, JSON.stringify([...columns.keys()]));
}

async function show(personId) {
  if (!columns.has(personId)) {
    const column = new Column(personId, { onHide: hide });
    await column.load();
    if (!columns.size) holder.replaceChildren();
    columns.set(personId, column);
    holder.append(column.node);
    live.follow([...columns.keys()]);
    remember();
  }
  activate(personId);
  return columns.get(personId);
}

function hide(personId) {
  columns.get(personId)?.node.remove();
  columns.delete(personId);
  live.follow([...columns.keys()]);
  remember();
  if (!columns.size) drawWelcome();
  activate(columns.has(active) ? active : [...columns.keys()][0]);
}

function activate(personId) {
  active = personId;
  for (const [id, column] of columns) column.node.classList.toggle("is-active", id === personId);
  holder.style.setProperty("--columns", Math.max(1, columns.size));
  drawTabs();
  const column = columns.get(personId);
  if (column) {
    column.scrollDown("instant");
    column.focus();
  }
}

/** The person with this name and language, made if there is none. */
async function personNamed({ first_name: name, username = "", language_code: code }) {
  const { people } = await api.get("/people");
  const found = people.find((person) => person.first_name === name && (person.language_code || "") === code);
  return (found || (await api.post("/people", { first_name: name, username, language_code: code })).person).id;
}

function drawTabs() {
  const tabs = [...columns].map(([id, column]) =>
    h("button", { type: "button", class: id === active ? "tab is-active" : "tab", "aria-pressed": String(id === active), onclick: () => activate(id) }, column.state?.person.first_name ?? "…"),
  );
  const nav = document.getElementById("tabs");
  nav.setAttribute("aria-label", t("players"));
  nav.replaceChildren(...tabs, columns.size ? iconButton("plus", t("addPerson"), openAdd, { class: "icon-button add" }) : "");
  nav.querySelector(".is-active")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function drawTools() {
  const other = uiLanguage() === "ru" ? "en" : "ru";
  const switchLanguage = () => {
    setUiLanguage(other);
    location.reload();
  };
  document.getElementById("tools").replaceChildren(
    iconButton("bolt", t("faults"), openFaults),
    h("button", { type: "button", class: "language", "aria-label": `${t("uiLanguage")}: ${other.toUpperCase()}`, lang: other, onclick: switchLanguage }, other.toUpperCase()),
  );
}

function personForm(onDone) {
  const name = h("input", { name: "name", required: true, maxlength: "64", autocomplete: "off", value: uiLanguage() === "ru" ? "Лена" : "Lena" });
  const code = h("select", { name: "language" }, h("option", { value: "ru" }, t("russian")), h("option", { value: "en" }, t("english")));
  code.value = uiLanguage();
  const submit = async (event) => {
    event.preventDefault();
    await attempt(async () => {
      await show(await personNamed({ first_name: name.value.trim(), language_code: code.value }));
      onDone();
    });
  };
  return h(
    "form",
    { class: "person-form", onsubmit: submit },
    h("label", {}, h("span", {}, t("name")), name),
    h("label", {}, h("span", {}, t("language")), code),
    h("button", { class: "main-button" }, t("play")),
  );
}

function existingList(people, onDone) {
  const free = people.filter(({ id }) => !columns.has(id)).slice(0, 40);
  if (!free.length) return null;
  const buttons = free.map(({ id, first_name: name, language_code: code }) =>
    h("button", { type: "button", class: "chip", onclick: () => attempt(async () => { await show(id); onDone(); }) }, code ? `${name} · ${code}` : name),
  );
  return h("div", { class: "existing" }, h("h3", {}, t("existing")), h("div", { class: "chips" }, buttons));
}

async function openAdd() {
  const { people } = await api.get("/people");
  const close = panel(t("addPerson"), [personForm(() => close()), existingList(people, () => close())].filter(Boolean));
}

async function drawWelcome() {
  const { people } = await api.get("/people").catch(() => ({ people: [] }));
  const three = () => attempt(async () => {
    for (const person of THREE) await show(await personNamed(person));
    activate([...columns.keys()][0]);
  });
  holder.replaceChildren(
    h(
      "section",
      { class: "welcome" },
      h("h2", {}, t("welcome")),
      h("p", {}, t("welcomeText")),
      personForm(() => {}),
      h("button", { type: "button", class: "plain-button", onclick: three }, t("three")),
      existingList(people, () => {}),
    ),
  );
}

async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    toast(t("failed", { reason: error.message }));
    return undefined;
  }
}

/** `/chat/?start=PAYLOAD&name=Lena&lang=ru`: the link a friend would send, opened as a person. */
async function openDeepLink(query) {
  const code = query.get("lang") === "en" ? "en" : "ru";
  const column = await show(await personNamed({ first_name: query.get("name") || "Лена", language_code: code }));
  const payload = query.get("start");
  history.replaceState(null, "", location.pathname);
  if (payload !== null) await column.begin(payload);
}

async function begin() {
  document.documentElement.lang = uiLanguage();
  document.title = t("title");
  drawTools();
  const { people } = await api.get("/people");
  const known = new Set(people.map(({ id }) => id));
  const kept = JSON.parse(localStorage.getItem(PEOPLE_KEY) || "[]").filter((id) => known.has(id));
  for (const id of kept) await show(id);
  const query = new URLSearchParams(location.search);
  if (query.has("start") || query.has("name")) return openDeepLink(query);
  if (kept.length) return activate(kept[0]);
  return drawWelcome();
}

attempt(begin);
