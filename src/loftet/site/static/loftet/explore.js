// Explore with a script: pointer, touch and arrow keys read one municipality after the other. The words are
// those of the table on the page: dot n is row n, so that nothing is said twice.

const SVG = "http://www.w3.org/2000/svg";
const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -20, PageUp: 20 };
const NEAR = 30; // px: a finger further from any dot reads none

class Dots {
  constructor(box, table) {
    this.box = box;
    this.readout = box.querySelector("[data-readout]");
    this.names = [...table.tHead.rows[0].cells].map(cell => cell.textContent.trim());
    this.rows = table.tBodies[0].rows;
    this.places = new Map();
    this.words = box.querySelector("[data-words]");
    box.querySelector("[data-help]").hidden = false;
    this.addSlider();
  }

  // The dots of a drawing: those of several paths lie in turns.
  dotsOf(drawing) {
    if (!this.places.has(drawing)) {
      const layers = [...drawing.querySelectorAll(".dots")].map(path =>
        path.getAttribute("d").slice(1).split("M").map(one => one.replace("h0", "").split(" ").map(Number)));
      const dots = [];
      for (let i = 0; i < layers.reduce((sum, one) => sum + one.length, 0); i += 1) {
        dots.push(layers[i % layers.length][Math.floor(i / layers.length)]);
      }
      this.places.set(drawing, dots);
      this.order = dots.map((_, i) => i).sort((a, b) => dots[a][0] - dots[b][0] || dots[b][1] - dots[a][1]);
    }
    return this.places.get(drawing);
  }

  get drawing() {
    return [...this.box.querySelectorAll("svg.chart")].find(one => one.getBoundingClientRect().width > 0);
  }

  addSlider() {
    const slider = document.createElement("div");
    slider.className = "chart-slider";
    slider.tabIndex = 0;
    slider.setAttribute("role", "slider");
    slider.setAttribute("aria-label", this.box.dataset.label);
    slider.setAttribute("aria-valuemin", 1);
    slider.addEventListener("pointermove", event => this.point(event));
    slider.addEventListener("pointerdown", event => this.point(event));
    slider.addEventListener("pointerleave", event => { if (event.pointerType === "mouse" && document.activeElement !== slider) this.home(); });
    slider.addEventListener("keydown", event => this.press(event));
    slider.addEventListener("focus", () => { if (this.at === undefined) this.step(0); });
    slider.addEventListener("blur", () => this.home());
    this.box.append(slider);
    this.slider = slider;
    this.place();
    new ResizeObserver(() => this.place()).observe(this.box);
  }

  place() {
    const drawing = this.drawing;
    if (!drawing) return;
    const outer = this.box.getBoundingClientRect();
    const inner = drawing.getBoundingClientRect();
    Object.assign(this.slider.style, {
      inset: "auto", top: `${inner.top - outer.top}px`, left: `${inner.left - outer.left}px`,
      width: `${inner.width}px`, height: `${inner.height}px`,
    });
    this.slider.setAttribute("aria-valuemax", this.dotsOf(drawing).length);
    if (this.at === undefined) this.value(0);
    else this.show(this.at);
  }

  point(event) {
    const drawing = this.drawing;
    const inner = drawing.getBoundingClientRect();
    const scale = drawing.viewBox.baseVal.width / inner.width;
    const [x, y] = [(event.clientX - inner.left) * scale, (event.clientY - inner.top) * scale];
    let best = -1;
    let least = (NEAR * scale) ** 2;
    this.dotsOf(drawing).forEach(([a, b], i) => {
      const far = (a - x) ** 2 + (b - y) ** 2;
      if (far < least) [best, least] = [i, far];
    });
    if (best < 0) this.home();
    else this.show(best);
  }

  press(event) {
    if (event.key === "Escape") { this.home(); return; }
    const last = this.dotsOf(this.drawing).length - 1;
    const at = this.at === undefined ? 0 : this.order.indexOf(this.at);
    const wanted = event.key in STEPS ? at + STEPS[event.key] : { Home: 0, End: last }[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    this.step(Math.max(0, Math.min(last, wanted)));
  }

  step(to) {
    this.dotsOf(this.drawing);
    this.show(this.order[to]);
  }

  value(to, said) {
    this.slider.setAttribute("aria-valuenow", to + 1);
    this.slider.setAttribute("aria-valuetext", said ?? this.box.dataset.label);
  }

  show(at) {
    const drawing = this.drawing;
    const row = this.rows[at];
    if (!drawing || !row) return;
    this.at = at;
    const cells = [...row.cells].map(cell => cell.textContent.trim());
    const name = document.createElement("b");
    name.textContent = cells[0];
    const rest = this.names.slice(1).map((words, i) => {
      const part = document.createElement("span");
      const value = document.createElement("b");
      value.textContent = cells[i + 1];
      part.append(`${words}: `, value);
      return part;
    });
    this.readout.replaceChildren(name, ...rest);
    this.reads(true);
    const said = this.names.slice(1).map((words, i) => `${words} ${cells[i + 1]}`).join(", ");
    this.value(this.order.indexOf(at), `${cells[0]}: ${said}`);
    this.unmark();
    const [x, y] = this.dotsOf(drawing)[at];
    const ring = document.createElementNS(SVG, "circle");
    for (const [key, word] of Object.entries({ cx: x, cy: y, r: 9, class: "dot-ring" })) ring.setAttribute(key, word);
    drawing.append(ring);
  }

  unmark() {
    this.box.querySelectorAll(".dot-ring").forEach(one => one.remove());
  }

  home() {
    this.at = undefined;
    this.unmark();
    this.reads(false);
  }

  reads(one) {
    this.readout.hidden = !one;
    this.words.hidden = one;
  }
}

const begin = () => {
  const table = document.querySelector("[data-values]");
  document.querySelectorAll("[data-dots]:not([data-begun])").forEach(box => {
    if (!table || !box.querySelector("svg.chart")) return;
    box.dataset.begun = "";
    new Dots(box, table);
  });
};

// After a choice the finding is said aloud, and the title of the page is that of the finding.
document.addEventListener("htmx:afterSettle", () => {
  begin();
  const said = document.getElementById("explore-said");
  const heading = document.querySelector("#explore > h1");
  if (said && heading) said.textContent = heading.textContent;
});

begin();
