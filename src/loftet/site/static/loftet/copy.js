// A button with data-copies="id" copies that field or part of the page, and says so; without a script it is not there.
// What is no field is copied with its headings, lists and tables, for a document: those under [data-section].
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

  // A section of a page is h3 or h4; in a document it is a heading of the first or the second level.
  const asDocument = parts => parts
    .map(one => one.innerHTML.replace(/(<\/?h)([34])\b/g, (_, tag, level) => tag + (level - 2))).join("\n");

  const line = one => {
    const words = (one.matches("tr") ? [...one.cells] : [one]).map(cell => cell.textContent.trim().replace(/\s+/g, " "));
    const number = one.matches("ol > li") ? `${[...one.parentElement.children].indexOf(one) + 1}. ` : "";
    return (one.matches("ul > li") ? "• " : number) + words.join("\t");
  };
  const asText = parts => parts
    .map(one => [...one.querySelectorAll("h3, h4, p, li, caption, tr")].map(line).join("\n")).join("\n\n");

  const copy = field => {
    if (field.matches("textarea, input")) return navigator.clipboard.writeText(field.value);
    const parts = field.matches("[data-section]") ? [field] : [...field.querySelectorAll("[data-section]")];
    const of = (type, words) => ({ [type]: new Blob([words], { type }) });
    return navigator.clipboard.write([
      new ClipboardItem({ ...of("text/html", asDocument(parts)), ...of("text/plain", asText(parts)) }),
    ]);
  };

  document.addEventListener("click", async event => {
    const button = event.target.closest?.("[data-copies]");
    if (!button) return;
    const field = document.getElementById(button.dataset.copies);
    try {
      await copy(field);
      say(button);
    } catch {
      field.select?.();
    }
  });

  document.addEventListener("htmx:afterSettle", show);
  show();
})();
