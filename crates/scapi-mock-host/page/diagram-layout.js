// Where the states of a transition diagram stand: in columns, from where lives begin to where they end, with few crossings.
// A link that passes columns has a lane of its own in each of them, so that it does not run behind a state.

/** @typedef {{ from: string, to: string }} Link */
/** @typedef {{ column: number, row: number }} Place */
/** @typedef {{ places: Map<string, Place>, ways: Map<string, Place[]> }} Layout `ways`: through which places a link goes that passes columns, by `from>to` */

/** More turns change nothing any more in diagrams of this size. */
const TURNS = 8;
/** What a link needs in a column it passes, in rows. */
const LANE = 0.45;

/**
 * @param {string[]} names in the order in which they are to be read
 * @param {Link[]} links
 * @returns {Layout}
 */
export function layOut(names, links) {
  const forward = withoutReturns(names, links);
  const columns = intoColumns(names, forward);
  const lanes = new Map(forward.map((link) => [`${link.from}>${link.to}`, addLanes(link, columns)]));
  const pieces = [...lanes].flatMap(([key, lane]) => {
    const stops = [key.slice(0, key.indexOf(">")), ...lane, key.slice(key.indexOf(">") + 1)];
    return stops.slice(1).map((to, at) => ({ from: stops[at] ?? "", to }));
  });
  for (let turn = 0; turn < TURNS; turn += 1) untangle(columns, pieces, turn % 2 === 0 ? "forth" : "back");
  const all = places(columns, new Set(names));
  const ways = new Map([...lanes].map(([key, lane]) => [key, lane.flatMap((stop) => all.get(stop) ?? [])]));
  return { places: new Map(names.map((name) => [name, all.get(name) ?? { column: 0, row: 0 }])), ways };
}

/**
 * The links without those that lead back to a state from which one came.
 *
 * @param {string[]} names
 * @param {Link[]} links
 */
function withoutReturns(names, links) {
  /** @type {Map<string, "open" | "done">} */
  const seen = new Map();
  /** @type {Link[]} */
  const forward = [];
  /** @param {string} name */
  const visit = (name) => {
    seen.set(name, "open");
    for (const link of links.filter(({ from, to }) => from === name && to !== name)) {
      if (seen.get(link.to) === "open") continue;
      forward.push(link);
      if (!seen.has(link.to)) visit(link.to);
    }
    seen.set(name, "done");
  };
  const entered = new Set(links.filter(({ from, to }) => from !== to).map(({ to }) => to));
  for (const name of [...names.filter((each) => !entered.has(each)), ...names]) if (!seen.has(name)) visit(name);
  return forward;
}

/**
 * Each state stands right of all that lead to it.
 *
 * @param {string[]} names
 * @param {Link[]} forward
 */
function intoColumns(names, forward) {
  /** @type {Map<string, number>} */
  const depths = new Map();
  /**
   * @param {string} name
   * @returns {number}
   */
  const depth = (name) => {
    const known = depths.get(name);
    if (known !== undefined) return known;
    const found = Math.max(0, ...forward.filter(({ to }) => to === name).map(({ from }) => depth(from) + 1));
    depths.set(name, found);
    return found;
  };
  /** @type {string[][]} */
  const columns = [];
  for (const name of names) (columns[depth(name)] ??= []).push(name);
  return columns;
}

/**
 * @param {Link} link
 * @param {string[][]} columns
 * @returns {string[]} its stops in the columns that it passes
 */
function addLanes({ from, to }, columns) {
  const at = (/** @type {string} */ name) => columns.findIndex((column) => column.includes(name));
  const stops = [];
  for (let column = at(from) + 1; column < at(to); column += 1) {
    stops.push(`${from}>${to}>${column}`);
    columns[column]?.push(`${from}>${to}>${column}`);
  }
  return stops;
}

/**
 * Puts each state, and each stop, at the height of its neighbours in the column before, or in the one after.
 *
 * @param {string[][]} columns
 * @param {Link[]} pieces
 * @param {"forth" | "back"} way
 */
function untangle(columns, pieces, way) {
  const heights = new Map(columns.flatMap((column) => column.map((name, row) => [name, row - column.length / 2])));
  for (const column of way === "forth" ? columns : columns.toReversed()) {
    const wish = new Map(column.map((name) => [name, middle(name, pieces, heights, way)]));
    column.sort((one, other) => (wish.get(one) ?? 0) - (wish.get(other) ?? 0));
    column.forEach((name, row) => heights.set(name, row - column.length / 2));
  }
}

/**
 * @param {string} name
 * @param {Link[]} pieces
 * @param {Map<string, number>} heights
 * @param {"forth" | "back"} way
 */
function middle(name, pieces, heights, way) {
  const near = pieces.flatMap(({ from, to }) => (way === "forth" && to === name ? [from] : way === "back" && from === name ? [to] : []));
  const all = near.map((each) => heights.get(each) ?? 0);
  return all.length === 0 ? heights.get(name) ?? 0 : all.reduce((sum, each) => sum + each, 0) / all.length;
}

/**
 * @param {string[][]} columns
 * @param {Set<string>} states
 * @returns {Map<string, Place>} a column is centred
 */
function places(columns, states) {
  const size = (/** @type {string} */ name) => (states.has(name) ? 1 : LANE);
  const tall = columns.map((column) => column.reduce((sum, name) => sum + size(name), 0));
  const tallest = Math.max(...tall);
  /** @type {Map<string, Place>} */
  const found = new Map();
  columns.forEach((column, at) => {
    let row = (tallest - (tall[at] ?? 0)) / 2;
    for (const name of column) {
      // The place of a state is the top of its row, that of a stop the middle of its lane as a state would have it.
      found.set(name, { column: at, row: states.has(name) ? row : row + LANE / 2 - 0.5 });
      row += size(name);
    }
  });
  return found;
}
