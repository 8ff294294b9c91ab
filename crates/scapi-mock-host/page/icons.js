// Line icons on a 16 × 16 grid.

/** @type {{ [name: string]: string }} */
const PATHS = {
  alert: "M8 2 1.5 13.5h13L8 2ZM8 6.5v3.5M8 12v.01",
  arrowIn: "M13 8H3m4-4L3 8l4 4",
  arrowOut: "M3 8h10M9 4l4 4-4 4",
  check: "m3 8.5 3.2 3.2L13 5",
  chevron: "m4 6 4 4 4-4",
  chat: "M2.5 3.5h11v8h-6l-3 2.5v-2.5h-2z",
  clock: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM8 4.5V8l2.5 1.5",
  close: "m4 4 8 8m0-8-8 8",
  copy: "M5.5 5.5h8v8h-8zM10.5 2.5h-8v8",
  down: "M8 3v9m-4-4 4 4 4-4",
  expand: "M9.5 2.5h4v4M13.5 2.5l-4.5 4.5M6.5 13.5h-4v-4M2.5 13.5 7 9",
  filter: "M2 3.5h12L9.5 8.5v4.5l-3-1.5v-3z",
  folder: "M2 4.5v8h12v-7H8L6.5 4H2z",
  lanes: "M2 4h4m2 0h6M2 8h7m2 0h3M2 12h2m2 0h8",
  mail: "M2 3.5h12v9H2zM2 4.5l6 4.5 6-4.5",
  mark: "M4 3.5c4.7.5 8 3.8 8.5 8.5M4 7.5c2.5.4 4.1 2 4.5 4.5M4.5 11.5v.01",
  moon: "M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7Z",
  out: "M9 2.5h4.5V7M13.5 2.5 7.5 8.5M6.5 3.5h-4v10h10v-4",
  pause: "M5.5 3.5v9m5-9v9",
  pencil: "M3 13l.7-3L10.5 3.2l2.3 2.3L6 12.3zM9 4.7 11.3 7",
  phone: "M3 2.5h2.5l1.5 3.5-1.8 1.3a8 8 0 0 0 3.5 3.5L10 9l3.5 1.5V13c0 .6-.4 1-1 1A11 11 0 0 1 2 3.5c0-.6.4-1 1-1Z",
  play: "M5 3.5v9l7.5-4.5z",
  plus: "M8 3v10M3 8h10",
  reload: "M13 8a5 5 0 1 1-1.5-3.6M13 2v3h-3",
  reset: "M3 8a5 5 0 1 0 1.5-3.6M3 2v3h3",
  save: "M8 2v7.5m-3-3 3 3 3-3M2.5 10.5v3h11v-3",
  stimulus: "M9 1.5 3.5 9H8l-1 5.5L12.5 7H8z",
  sun: "M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6ZM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1.1 1.1M11.9 11.9 13 13M13 3l-1.1 1.1M4.1 11.9 3 13",
  task: "M3 2.5h10v11H3zM5.5 8l2 2 3.5-4",
  toEnd: "M8 2v8.5m-3.5-3.5L8 10.5 11.5 7M3 13.5h10",
  trash: "M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.7 9h6.6l.7-9",
  tree: "M3 2.5v9.5h3M3 6h3M8 3h5.5M8.5 6h5M8.5 12h5",
  up: "M8 13V4m-4 4 4-4 4 4",
  window: "M1.8 2.8h12.4v10.4H1.8zM1.8 5.8h12.4",
};

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} name
 * @returns {SVGElement}
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name] ?? "");
  svg.append(path);
  return svg;
}

/**
 * Fills the places that `index.html` leaves for icons.
 *
 * @param {ParentNode} root
 */
export function fillIcons(root) {
  for (const place of root.querySelectorAll("[data-icon]")) {
    place.replaceChildren(icon(place.getAttribute("data-icon") ?? ""));
  }
}
