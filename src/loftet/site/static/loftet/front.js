// «Use where I am»: the browser asks the reader, and the nearest municipalities are found here. Nothing is sent.
"use strict";

(() => {
  const box = document.querySelector("[data-near]");
  if (!box || !navigator.geolocation) return;
  const said = box.querySelector(".near-said"), list = box.querySelector(".near-found");
  const NEAREST = 3, KM = 111.2;
  box.hidden = false;

  const distance = (here, east, north) => {
    const across = (east - here.longitude) * Math.cos(north * Math.PI / 180);
    return Math.hypot(across, north - here.latitude) * KM;
  };

  const show = (places, here) => {
    const sorted = places.map(([slug, name, east, north]) => [distance(here, east, north), slug, name]);
    sorted.sort((one, other) => one[0] - other[0]);
    list.replaceChildren(...sorted.slice(0, NEAREST).map(([, slug, name]) => {
      const item = document.createElement("li"), link = document.createElement("a");
      link.className = "ds-chip";
      link.href = box.dataset.to.replace("PLACE", slug);
      link.textContent = name;
      item.append(link);
      return item;
    }));
    said.textContent = said.dataset.found;
  };

  box.querySelector("button").addEventListener("click", () => {
    said.textContent = said.dataset.waiting;
    const refuse = () => { said.textContent = said.dataset.denied; };
    navigator.geolocation.getCurrentPosition(async ({coords}) => {
      try {
        show((await (await fetch(box.dataset.near)).json()).places, coords);
      } catch {
        refuse();
      }
    }, refuse, {maximumAge: 600000, timeout: 10000});
  });
})();
