// Shows in the preview what is being typed, before it is saved.
document.addEventListener("DOMContentLoaded", () => {
  for (const target of document.querySelectorAll("[data-preview-of]")) {
    const input = document.getElementById(`id_${target.dataset.previewOf}`);
    if (!input) continue;
    input.addEventListener("input", () => {
      target.textContent = input.value;
    });
  }
});
