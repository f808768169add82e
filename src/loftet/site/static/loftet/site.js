// What a page does more with a script: menus close, an address is shared or copied, a page is printed.
"use strict";

(() => {
  const drops = () => document.querySelectorAll("details.drop[open]");

  document.addEventListener("click", event => {
    drops().forEach(one => { if (!one.contains(event.target)) one.open = false; });
  });

  document.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    drops().forEach(one => {
      one.open = false;
      one.querySelector("summary").focus();
    });
    const box = event.target.closest?.("form")?.querySelector(".hits-box");
    if (box) box.replaceChildren();
  });

  const say = (beside, words) => {
    let said = beside.parentElement.querySelector(".said");
    if (!said) {
      said = document.createElement("span");
      said.className = "said";
      said.setAttribute("role", "status");
      beside.after(said);
    }
    said.textContent = words;
  };

  // A link that shares: its address is handed to the telephone, or copied.
  document.addEventListener("click", async event => {
    const share = event.target.closest?.("[data-share]");
    if (!share) return;
    event.preventDefault();
    const data = { title: document.title, url: share.href };
    if (navigator.share && matchMedia("(pointer: coarse)").matches) {
      try { await navigator.share(data); } catch { /* the reader thought better of it */ }
      return;
    }
    try {
      await navigator.clipboard.writeText(data.url);
      say(share, share.dataset.share);
    } catch {
      location.assign(data.url);
    }
  });

  document.querySelectorAll("[data-print]").forEach(one => {
    one.hidden = false;
    one.addEventListener("click", () => print());
  });
})();
