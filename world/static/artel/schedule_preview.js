// Shows when a schedule would run while its fields are being filled in.
document.addEventListener("DOMContentLoaded", () => {
  const card = document.getElementById("artel-schedule");
  if (!card) return;
  const names = ["zone", "minute", "hour", "day", "month", "weekday", "once_date", "once_time"];
  const inputs = names.map((name) => document.getElementById(`id_${name}`)).filter(Boolean);
  let waiting = 0;
  const show = async () => {
    const query = new URLSearchParams(inputs.map((input) => [input.name, input.value]));
    const answer = await fetch(`${card.dataset.url}?${query}`, { credentials: "same-origin" });
    if (answer.ok) card.querySelector("[data-runs]").innerHTML = await answer.text();
  };
  for (const input of inputs) {
    for (const kind of ["input", "change"]) {
      input.addEventListener(kind, () => {
        clearTimeout(waiting);
        waiting = setTimeout(show, 250);
      });
    }
  }
});
