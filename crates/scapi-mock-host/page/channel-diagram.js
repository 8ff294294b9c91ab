// The transition diagram of a channel: the current state lit, the path that was taken, and what leads where.

/** @import { Layout, Place } from "./diagram-layout.js" */

import { layOut } from "./diagram-layout.js";

/** @typedef {{ state: string, input: string, outcome: "to" | "stays" | "closes" | "finishes" | "refused", to?: string, event?: string, clause: string }} Cell */
/** @typedef {{ name: string, states: string[], inputs: { name: string, by: string[] }[], cells: Cell[] }} Table */
/** @typedef {{ from: string, to: string, cells: Cell[] }} Edge */

/** Where a life ends: out of the agent's list. */
export const END = "left the list";

const SVG = "http://www.w3.org/2000/svg";
const NODE = { width: 132, height: 30 };
const STEP = { x: 178, y: 46 };
const MARGIN = 18;
/** How far a link bows that leads back. */
const BOW = 24;

/**
 * @param {Table} table
 * @param {string[]} path the states it has been in, the current one last; END where it has left
 * @param {string} chosen the state that is looked at
 * @param {(state: string) => void} choose
 * @returns {SVGSVGElement}
 */
export function drawChannel(table, path, chosen, choose) {
  const edges = edgesOf(table);
  const layout = layOut([...table.states, END], edges);
  const { places } = layout;
  const all = [...places.values()];
  const size = { width: (Math.max(...all.map(({ column }) => column)) + 1) * STEP.x - (STEP.x - NODE.width) + 2 * MARGIN, height: Math.max(...all.map(({ row }) => row)) * STEP.y + NODE.height + 2 * MARGIN + BOW };
  const svg = element("svg", { viewBox: `0 0 ${size.width} ${size.height}`, width: size.width, height: size.height, class: "diagram", role: "group", "aria-label": `States of ${table.name}`, "data-testid": "diagram" });
  const taken = new Set(path.slice(1).map((state, at) => `${path[at]}>${state}`));
  svg.append(arrowHead("arrow"), arrowHead("arrow-taken"));
  const drawn = edges.map((edge) => drawEdge(edge, layout, taken.has(`${edge.from}>${edge.to}`)));
  // What was taken lies above what was not.
  svg.append(...drawn.filter(({ dataset }) => dataset["taken"] === "false"), ...drawn.filter(({ dataset }) => dataset["taken"] === "true"));
  for (const [state, place] of places) svg.append(drawNode(state, place, { isCurrent: path.at(-1) === state, wasTaken: path.includes(state), isChosen: chosen === state }, choose));
  return svg;
}

/**
 * @param {Table} table
 * @returns {Edge[]} one between each two states; what is refused or stays leads nowhere
 */
function edgesOf({ cells }) {
  /** @type {Map<string, Edge>} */
  const edges = new Map();
  for (const cell of cells) {
    const to = cell.outcome === "to" ? cell.to : cell.outcome === "closes" || cell.outcome === "finishes" ? END : undefined;
    if (to === undefined || to === cell.state) continue;
    const key = `${cell.state}>${to}`;
    const edge = edges.get(key) ?? { from: cell.state, to, cells: [] };
    edge.cells.push(cell);
    edges.set(key, edge);
  }
  return [...edges.values()];
}

/**
 * @param {Edge} edge
 * @param {Layout} layout
 * @param {boolean} taken
 */
function drawEdge({ from, to, cells }, { places, ways }, taken) {
  const path = element("path", { d: route(places.get(from), places.get(to), ways.get(`${from}>${to}`)), class: taken ? "diagram-edge is-taken" : "diagram-edge", "marker-end": `url(#${taken ? "arrow-taken" : "arrow"})`, "data-from": from, "data-to": to, "data-taken": taken });
  const title = element("title", {});
  title.textContent = `${from} → ${to}: ${cells.map(({ input }) => words(input)).join(", ")}`;
  path.append(title);
  return path;
}

/**
 * @param {Place | undefined} from
 * @param {Place | undefined} to
 * @param {Place[]} [way] places between them
 */
function route(from = { column: 0, row: 0 }, to = { column: 0, row: 0 }, way = []) {
  const [start, end] = [corner(from), corner(to)];
  if (to.column > from.column) {
    const [y1, y2] = [start.y + NODE.height / 2, end.y + NODE.height / 2];
    const passed = way.map(corner).flatMap(({ x, y }) => [{ x, y: y + NODE.height / 2 }, { x: x + NODE.width, y: y + NODE.height / 2 }]);
    const stops = [{ x: start.x + NODE.width, y: y1 }, ...passed, { x: end.x - 3, y: y2 }];
    return `M${stops[0]?.x} ${y1}${stops.slice(1).map((stop, at) => bend(stops[at] ?? stop, stop)).join("")}`;
  }
  const [x1, x2] = [start.x + NODE.width * 0.35, end.x + NODE.width * 0.65];
  const low = Math.max(start.y, end.y) + NODE.height + BOW;
  return `M${x1} ${start.y + NODE.height}C${x1} ${low} ${x2} ${low} ${x2} ${end.y + NODE.height + 3}`;
}

/**
 * @param {{ x: number, y: number }} from
 * @param {{ x: number, y: number }} to
 */
function bend(from, to) {
  const half = (to.x - from.x) / 2;
  return from.y === to.y ? `L${to.x} ${to.y}` : `C${from.x + half} ${from.y} ${to.x - half} ${to.y} ${to.x} ${to.y}`;
}

/**
 * @param {string} state
 * @param {Place} place
 * @param {{ isCurrent: boolean, wasTaken: boolean, isChosen: boolean }} is
 * @param {(state: string) => void} choose
 */
function drawNode(state, place, { isCurrent, wasTaken, isChosen }, choose) {
  const { x, y } = corner(place);
  const classes = ["diagram-node", wasTaken && "is-taken", isCurrent && "is-current", isChosen && "is-chosen", state === END && "is-end"].filter(Boolean).join(" ");
  const node = element("g", { class: classes, transform: `translate(${x} ${y})`, role: "button", tabindex: 0, "aria-pressed": isChosen, "aria-current": isCurrent ? "step" : null, "data-testid": "diagram-state", "data-state": state });
  const text = element("text", { x: NODE.width / 2, y: NODE.height / 2, "text-anchor": "middle", "dominant-baseline": "central" });
  text.textContent = state;
  if (state.length > 15) text.setAttribute("textLength", String(NODE.width - 12));
  if (state.length > 15) text.setAttribute("lengthAdjust", "spacingAndGlyphs");
  node.append(element("rect", { width: NODE.width, height: NODE.height, rx: 7 }), text);
  node.addEventListener("click", () => choose(state));
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    choose(state);
  });
  return node;
}

/** @param {Place} place */
function corner({ column, row }) {
  return { x: MARGIN + column * STEP.x, y: MARGIN + row * STEP.y };
}

/** @param {string} id */
function arrowHead(id) {
  const marker = element("marker", { id, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 9, markerHeight: 9, markerUnits: "userSpaceOnUse", orient: "auto-start-reverse", class: id });
  marker.append(element("path", { d: "M0 0 8 4 0 8z" }));
  return marker;
}

/**
 * @param {string} input like `FarEndAnswers`
 * @returns {string} like `far end answers`
 */
export function words(input) {
  return input.replace(/(?!^)[A-Z]/g, " $&").toLowerCase();
}

/**
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {{ [name: string]: string | number | boolean | null }} attributes
 * @returns {SVGElementTagNameMap[T]}
 */
function element(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(name, String(value));
  return made;
}
