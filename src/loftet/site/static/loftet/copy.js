// A button with data-copies="id" copies the text of that field, and says so; without a script it is not there.
"use strict";

(() => {
  const say = button => {
    button.parentElement.querySelector("[role=status]")?.remove();
    const said = document.createElement("span");
    said.className = "said";
    said.setAttribute("role", "status");
    said.textContent = ` ${button.dataset.done}`;
    button.after(said);
  };

  const show = () => document.querySelectorAll("[data-copies]").forEach(one => { one.hidden = false; });

  document.addEventListener("click", async event => {
    const button = event.target.closest?.("[data-copies]");
    if (!button) return;
    const field = document.getElementById(button.dataset.copies);
    try {
      await navigator.clipboard.writeText(field.value);
      say(button);
    } catch {
      field.select();
    }
  });

  document.addEventListener("htmx:afterSettle", show);
  show();
})();
