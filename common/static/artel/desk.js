// The moderation desk by keyboard. Keys go by their place on the keyboard, whatever the layout.
(() => {
  "use strict";
  const desk = document.querySelector("[data-desk]");
  if (!desk) return;
  const help = desk.querySelector("[data-desk-help]");
  const rows = [...desk.querySelectorAll("[data-desk-row]")];
  let at = -1;

  const isTyping = (element) => element.matches("input:not([type=checkbox]), textarea, select");
  const fieldOf = (details) => details.querySelector("textarea, input[type=text]");

  function choose(step) {
    if (!rows.length) return;
    if (at >= 0) rows[at].classList.remove("artel-desk__chosen");
    at = Math.min(Math.max(at + step, 0), rows.length - 1);
    rows[at].classList.add("artel-desk__chosen");
    rows[at].querySelector("[data-desk-open]").focus({ preventScroll: true });
    rows[at].scrollIntoView({ block: "nearest" });
  }

  function press(key) {
    const target = desk.querySelector(`[data-key="${key}"]`);
    if (!target) return false;
    if (target.tagName === "SUMMARY") {
      const details = target.parentElement;
      for (const other of desk.querySelectorAll("details:has(> summary[data-key])")) other.open = other === details;
      const field = fieldOf(details);
      if (field) field.focus();
    } else if (target.value === "reject" && !desk.querySelector("[data-desk-reason]")?.value) {
      desk.querySelector("[data-desk-reason]").focus();
    } else {
      target.click();
    }
    return true;
  }

  function onList(key) {
    if (key === "j") choose(1);
    else if (key === "k") choose(-1);
    else if (key === "x" && at >= 0) rows[at].querySelector("[name=pick]:not(:disabled)")?.click();
    else if (key === "o" && at >= 0) rows[at].querySelector("[data-desk-open]").click();
    else return false;
    return true;
  }

  document.addEventListener("keydown", (event) => {
    const typing = isTyping(event.target);
    if (event.key === "Escape" && typing) {
      event.target.blur();
      return;
    }
    if (typing) {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) event.target.form.requestSubmit();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (event.key === "?" || (event.code === "Slash" && event.shiftKey)) {
      event.preventDefault();
      help.showModal();
      return;
    }
    if (event.shiftKey || !/^Key[A-Z]$/.test(event.code)) return;
    const key = event.code.slice(3).toLowerCase();
    if ((desk.dataset.desk === "list" && onList(key)) || press(key)) event.preventDefault();
  });

  desk.querySelector('[data-key="?"]')?.addEventListener("click", () => help.showModal());
  desk.querySelector("[data-desk-all]")?.addEventListener("change", (event) => {
    for (const pick of desk.querySelectorAll("[name=pick]:not(:disabled)")) pick.checked = event.target.checked;
  });
  // A second press must not decide about the next text as well.
  for (const form of desk.querySelectorAll("form[method=post]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "yes";
    });
  }
  // A page that the browser kept shows what was decided long ago.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
})();
