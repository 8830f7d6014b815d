/** The switchboard of faults. */

import { api } from "./api.js";
import { toast, panel } from "./dialogs.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";

const SWITCHES = [
  { kind: "flood", method: "sendMessage", retry_after: 3 },
  { kind: "server_error", status: 502 },
  { kind: "timeout_after_success", method: "sendMessage" },
  { kind: "duplicate_update" },
  { kind: "stale_query" },
  { kind: "delay", method: "sendMessage", seconds: 3 },
];

export async function openFaults() {
  const count = h("p", { class: "hint", role: "status" });
  const limits = h("input", { type: "checkbox", onchange: () => change({ flood_limits: limits.checked }) });
  const show = ({ flood_limits: isOn, scripted }) => {
    limits.checked = isOn;
    count.textContent = scripted.length ? t("active", { n: scripted.length }) : t("none");
  };
  const guarded = async (work) => {
    try {
      show(await work());
    } catch (error) {
      toast(t("failed", { reason: error.message }));
    }
  };
  const change = (body) => guarded(() => api.post("/faults", body));
  const buttons = SWITCHES.map((fault) =>
    h("button", { type: "button", class: "wide-button", onclick: () => change(fault) }, t(`f_${fault.kind}`)),
  );
  panel(t("faults"), [
    h("p", {}, t("faultsText")),
    h("label", { class: "check" }, limits, h("span", {}, t("floodLimits"))),
    h("div", { class: "stack" }, buttons),
    count,
    h("button", { type: "button", class: "main-button", onclick: () => guarded(() => api.remove("/faults")) }, t("clear")),
  ]);
  await guarded(() => api.get("/faults"));
}
