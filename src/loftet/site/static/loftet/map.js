// The map of outlines: name and value of a place on hover, tap and focus; arrow keys go from place to place.
// Without this script each place is a link with a title, and the legend filters by CSS alone.
(() => {
  const middle = (link) => {
    const box = link.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  };

  const STEPS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};

  // The nearest place within 45 degrees of a direction.
  const next = (links, from, [across, down]) => {
    const [x, y] = middle(from);
    let best = null, least = Infinity;
    for (const link of links) {
      if (link === from) continue;
      const [to, under] = middle(link);
      const along = (to - x) * across + (under - y) * down;
      const aside = Math.abs((to - x) * down) + Math.abs((under - y) * across);
      if (along > 0 && aside <= along && along + aside < least) [best, least] = [link, along + aside];
    }
    return best;
  };

  const start = (frame) => {
    const map = frame.querySelector(".map"), links = [...map.querySelectorAll("a")];
    const box = document.createElement("div");
    box.className = "map-readout";
    box.hidden = true;
    frame.append(box);
    let shown = null, pressed = null;

    const show = (link, withLink) => {
      if (shown !== link) {
        const [name, ...value] = link.getAttribute("aria-label").split(": ");
        const strong = document.createElement("b");
        strong.textContent = name;
        box.replaceChildren(strong, value.join(": "));
        shown = link;
      }
      if (withLink && !box.querySelector("a")) {
        const open = document.createElement("a");
        open.className = "ds-link";
        open.href = link.getAttribute("href");
        open.textContent = `${box.firstChild.textContent} →`;
        box.append(open);
      }
      box.hidden = false;
      place(link);
    };

    // Above the place where there is space, and within the map.
    const place = (link) => {
      const around = frame.getBoundingClientRect(), on = link.getBoundingClientRect();
      const wide = box.offsetWidth, high = box.offsetHeight;
      const left = on.left + on.width / 2 - around.left - wide / 2;
      const over = on.top - around.top - high - 8;
      box.style.left = `${Math.max(0, Math.min(left, around.width - wide))}px`;
      box.style.top = `${over >= 0 ? over : Math.min(on.bottom - around.top + 8, around.height - high)}px`;
    };

    const hide = () => {
      box.hidden = true;
      shown = pressed = null;
    };

    for (const link of links) {
      const title = link.querySelector("title");
      link.setAttribute("aria-label", title.textContent);
      title.remove();
      link.tabIndex = -1;
    }
    const own = map.querySelector("a[data-own]") || links[0];
    if (own) own.tabIndex = 0;

    map.addEventListener("pointerover", (event) => {
      const link = event.target.closest("a");
      if (link && event.pointerType !== "touch") show(link, false);
    });
    map.addEventListener("pointerleave", (event) => {
      if (event.pointerType !== "touch") hide();
    });
    map.addEventListener("focusin", (event) => {
      const link = event.target.closest("a");
      if (link) show(link, false);
    });
    map.addEventListener("focusout", () => {
      if (!frame.dataset.touch) hide(); // a finger on the link in the box takes the focus there
    });
    map.addEventListener("pointerdown", (event) => {
      pressed = event.pointerType === "touch" ? shown : null;
      frame.dataset.touch = event.pointerType === "touch" ? "yes" : "";
    });
    // A finger sees the value first; the link in the box, or a second tap, opens the page.
    map.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (!link || !frame.dataset.touch || pressed === link) return;
      event.preventDefault();
      show(link, true);
    });
    map.addEventListener("keydown", (event) => {
      const link = event.target.closest("a"), step = STEPS[event.key];
      if (event.key === "Escape") hide();
      const to = link && step && next(links, link, step);
      if (!to) return;
      event.preventDefault();
      link.tabIndex = -1;
      to.tabIndex = 0;
      to.focus({preventScroll: true});
    });
  };

  for (const frame of document.querySelectorAll(".map-frame:not([data-started])")) {
    frame.dataset.started = "yes";
    start(frame);
  }
})();
