// A meeting of the timetable is dragged to a place that is free when both are. The form is that of the link
// beside it, so that the same rules decide, and nothing is lost without a mouse.
"use strict";

(() => {
  const form = document.querySelector("[data-drag-form]"), grid = document.querySelector(".one-to-one-grid");
  const meetings = grid ? grid.querySelectorAll("[data-move]") : [];
  if (!form || !meetings.length) return;
  let held = null;

  const isFree = cell => !cell.querySelector("[data-move]")
    && !held.dataset.closed.split(" ").includes(cell.dataset.slot);

  const end = () => {
    held = null;
    grid.classList.remove("is-moving");
    grid.querySelectorAll(".is-free, .is-over").forEach(one => one.classList.remove("is-free", "is-over"));
  };

  meetings.forEach(one => {
    one.draggable = true;
    one.addEventListener("dragstart", event => {
      held = one;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", one.dataset.move);
      grid.classList.add("is-moving");
      grid.querySelectorAll("td").forEach(cell => cell.classList.toggle("is-free", isFree(cell)));
    });
    one.addEventListener("dragend", end);
  });

  const cellOf = event => held ? event.target.closest("td.is-free") : null;

  grid.addEventListener("dragover", event => {
    const over = cellOf(event);
    grid.querySelectorAll(".is-over").forEach(one => { if (one !== over) one.classList.remove("is-over"); });
    if (!over) return;
    event.preventDefault();
    over.classList.add("is-over");
  });

  grid.addEventListener("drop", event => {
    const over = cellOf(event);
    if (!over) return;
    event.preventDefault();
    form.action = held.dataset.move;
    form.elements.place.value = over.dataset.place;
    end();
    form.submit();
  });

  if (matchMedia("(pointer: fine)").matches) document.querySelector("[data-drag-hint]").hidden = false;
})();
