// Slides by keys: arrows, space, Page Up and Down, Home and End; F fills the screen, Escape leads back.
"use strict";

(() => {
  const slides = [...document.querySelectorAll(".slide")];
  const large = matchMedia("(min-width: 60.01rem) and (min-height: 24.01rem)");
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  const at = () => {
    const middle = innerHeight / 2;
    const away = slides.map(one => {
      const box = one.getBoundingClientRect();
      return Math.abs((box.top + box.bottom) / 2 - middle);
    });
    return away.indexOf(Math.min(...away));
  };

  const go = number => {
    const slide = slides[Math.max(0, Math.min(slides.length - 1, number))];
    history.replaceState(null, "", `#${slide.id}`);
    slide.scrollIntoView({ behavior: still.matches ? "auto" : "smooth", block: large.matches ? "center" : "start" });
    slide.focus({ preventScroll: true });
  };

  const steps = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 };

  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " && event.target.closest("a, button")) return;
    if (event.key in steps && large.matches) go(at() + steps[event.key]);
    else if (event.key === "Home" && large.matches) go(0);
    else if (event.key === "End" && large.matches) go(slides.length - 1);
    else if (event.key === "f") document.documentElement.requestFullscreen?.();
    else if (event.key === "Escape" && !document.fullscreenElement) location.assign(document.querySelector("[data-leave]").href);
    else return;
    event.preventDefault();
  });

  document.addEventListener("click", event => {
    const link = event.target.closest?.('a[href^="#bilde-"]');
    if (!link) return;
    event.preventDefault();
    go(slides.findIndex(one => `#${one.id}` === link.hash));
  });
})();
