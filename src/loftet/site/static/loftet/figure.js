// The line chart with a script: pointer, touch and arrow keys read one year after the other. All numbers are
// taken from the table below the chart, so that nothing is said twice.

const SVG = "http://www.w3.org/2000/svg";
const ARROWS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };

const make = (name, attributes) => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

class Chart {
  constructor(box) {
    this.box = box;
    this.readout = box.querySelector("[data-readout]");
    const table = box.parentElement.querySelector("[data-values]");
    this.names = [...table.tHead.rows[0].cells].map(cell => cell.textContent.trim());
    this.rows = new Map([...table.tBodies[0].rows].map(row => [
      row.cells[0].textContent.trim(),
      [...row.cells].map(cell => cell.textContent.trim()),
    ]));
    const { years, home } = box.querySelector("svg.chart").dataset;
    this.years = years.split(" ");
    this.home = this.years.indexOf(home);
    this.readout.hidden = false;
    this.addSlider();
    this.show(this.home, false);
  }

  addSlider() {
    const slider = document.createElement("div");
    slider.className = "chart-slider";
    slider.tabIndex = 0;
    slider.setAttribute("role", "slider");
    slider.setAttribute("aria-label", this.box.dataset.label);
    slider.setAttribute("aria-valuemin", this.years[0]);
    slider.setAttribute("aria-valuemax", this.years.at(-1));
    slider.addEventListener("pointermove", event => this.point(event));
    slider.addEventListener("pointerdown", event => this.point(event));
    slider.addEventListener("pointerleave", event => { if (event.pointerType === "mouse") this.show(this.home, false); });
    slider.addEventListener("keydown", event => this.press(event));
    slider.addEventListener("blur", () => this.show(this.home, false));
    this.box.append(slider);
    this.slider = slider;
    this.place();
    new ResizeObserver(() => this.place()).observe(this.box);
  }

  get drawing() {
    return [...this.box.querySelectorAll("svg.chart")].find(one => one.getBoundingClientRect().width > 0);
  }

  // The lines that the longest year needs: the drawing never moves under a finger.
  reserve() {
    this.readout.style.minBlockSize = "";
    const heights = this.years.map(year => {
      this.readout.replaceChildren(...this.parts(year, this.rows.get(year) ?? [year]));
      return this.readout.offsetHeight;
    });
    this.readout.style.minBlockSize = `${Math.max(...heights)}px`;
  }

  // The slider lies over the drawing that is shown, and the mark moves to it.
  place() {
    const drawing = this.drawing;
    if (!drawing) return;
    if (this.width !== this.box.clientWidth) {
      this.width = this.box.clientWidth;
      this.reserve();
    }
    const outer = this.box.getBoundingClientRect();
    const inner = drawing.getBoundingClientRect();
    Object.assign(this.slider.style, {
      inset: "auto", top: `${inner.top - outer.top}px`, left: `${inner.left - outer.left}px`,
      width: `${inner.width}px`, height: `${inner.height}px`,
    });
    if (this.at !== undefined) this.show(this.at, this.marked);
  }

  point(event) {
    const drawing = this.drawing;
    const { a, e } = drawing.getScreenCTM();
    const x = (event.clientX - e) / a;
    const places = drawing.dataset.x.split(" ").map(Number);
    const distances = places.map(place => Math.abs(place - x));
    this.show(distances.indexOf(Math.min(...distances)), true);
  }

  press(event) {
    const last = this.years.length - 1;
    const wanted = event.key in ARROWS ? this.at + ARROWS[event.key] : { Home: 0, End: last }[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    this.show(Math.max(0, Math.min(last, wanted)), true);
  }

  show(at, marked) {
    const year = this.years[at];
    const cells = this.rows.get(year) ?? [year];
    this.at = at;
    this.marked = marked;
    this.readout.replaceChildren(...this.parts(year, cells));
    const said = this.names.slice(1).map((name, i) => (cells[i + 1] ? `${name} ${cells[i + 1]}` : "")).filter(Boolean);
    this.slider.setAttribute("aria-valuenow", year);
    this.slider.setAttribute("aria-valuetext", `${year}: ${said.join(", ")}`);
    this.mark(at, marked);
  }

  parts(year, cells) {
    const first = document.createElement("b");
    first.className = "readout-year";
    first.textContent = year;
    const rest = this.names.slice(1).flatMap((name, i) => {
      if (!cells[i + 1]) return [];
      const part = document.createElement("span");
      const label = document.createElement("span");
      label.className = "readout-name";
      const token = this.tokenOf(i + 1);
      if (token) {
        const key = make("svg", { width: 10, height: 10, "aria-hidden": "true" });
        key.append(make("circle", { cx: 5, cy: 5, r: 5, class: `fill-${token}` }));
        label.append(key);
      }
      label.append(name);
      const value = document.createElement("b");
      value.textContent = cells[i + 1];
      part.append(label, value);
      return [part];
    });
    return [first, ...rest];
  }

  tokenOf(column) {
    const dot = this.drawing?.querySelector(`[data-column="${column}"] circle`);
    return dot?.getAttribute("class").replace("fill-", "");
  }

  mark(at, marked) {
    this.box.querySelectorAll(".chart-cursor, .chart-point").forEach(one => one.remove());
    const drawing = this.drawing;
    if (!marked || !drawing) return;
    const x = drawing.dataset.x.split(" ")[at];
    const [top, base] = drawing.dataset.plot.split(" ");
    drawing.append(make("path", { d: `M${x} ${top}V${base}`, class: "chart-cursor" }));
    drawing.querySelectorAll("[data-y]").forEach(series => {
      const y = series.dataset.y.split(" ")[at];
      if (y !== "-") {
        const token = series.querySelector("circle").getAttribute("class").replace("fill-", "stroke-");
        drawing.append(make("circle", { cx: x, cy: y, r: 5.5, class: `chart-point ${token}` }));
      }
    });
  }
}

const copied = async (button, what) => {
  try {
    await what();
    button.parentElement.querySelector("[role=status]")?.remove();
    const said = document.createElement("span");
    said.className = "said";
    said.setAttribute("role", "status");
    said.textContent = ` ${button.closest("[data-done]").dataset.done}`;
    button.after(said);
  } catch { /* nothing was copied, so nothing is said */ }
};

const picture = address => navigator.clipboard.write([
  new ClipboardItem({ "image/png": fetch(address).then(answer => answer.blob()) }),
]);

const begin = () => {
  document.querySelectorAll("[data-chart]:not([data-begun])").forEach(box => {
    if (!box.querySelector("svg.chart")) return;
    box.dataset.begun = "";
    new Chart(box);
  });
  document.querySelectorAll("[data-read-help]").forEach(one => { one.hidden = false; });
  if (window.ClipboardItem) document.querySelectorAll("[data-copies-picture]").forEach(one => { one.hidden = false; });
};

document.addEventListener("click", event => {
  const item = event.target.closest("[data-copies-picture]");
  if (item) copied(event.target.closest("button") ?? item, () => picture(item.dataset.copiesPicture));
  document.querySelectorAll(".figure-action[open], .add-place > details[open]").forEach(one => {
    if (!one.contains(event.target)) one.open = false;
  });
});

document.addEventListener("keydown", event => {
  if (event.key !== "Escape") return;
  const open = event.target.closest?.(".figure-action[open], .add-place > details[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});

// A panel that opens is ready to be written in.
document.addEventListener("toggle", event => {
  if (event.target.open && event.target.matches(".add-place > details")) event.target.querySelector("#finn")?.focus();
}, true);

// Enter on an exact name adds the place. Any other name is sent to the server, as without this script.
const plain = text => text.trim().toLowerCase();
document.addEventListener("submit", event => {
  const field = event.target.closest(".add-place")?.querySelector("#finn");
  if (!field || !event.target.contains(field)) return;
  const found = [...document.querySelectorAll(".add-panel a")].filter(one => plain(one.textContent) === plain(field.value));
  if (new Set(found.map(one => one.href)).size !== 1) return;
  event.preventDefault();
  event.stopPropagation();
  found[0].click();
}, true);

// While a panel adds places, it stays open: also where the first one brings a page of its own.
const ADDING = "loftet-adding-places";
document.addEventListener("click", event => {
  if (event.target.closest(".add-panel a[hx-boost=false]")) sessionStorage.setItem(ADDING, location.pathname);
});
if (sessionStorage.getItem(ADDING) === location.pathname) document.querySelector(".add-place > details")?.setAttribute("open", "");
sessionStorage.removeItem(ADDING);
let wasOpen = false;
document.addEventListener("htmx:beforeSwap", () => { wasOpen = Boolean(document.querySelector(".add-place > details[open]")); });
document.addEventListener("htmx:afterSwap", () => {
  const panel = document.querySelector(".add-place > details");
  if (wasOpen && panel) panel.open = true;
});

// After places or years have changed, the one who uses a keyboard goes on at the way to add a place.
document.addEventListener("htmx:afterSettle", event => {
  begin();
  if (event.target.id === "figure" && document.activeElement === document.body) document.getElementById("add-place")?.focus();
});

begin();
