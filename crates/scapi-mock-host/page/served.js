// What the host serves and never changes: its schemas, clauses and tables.

/** @type {Map<string, Promise<any>>} */
const loaded = new Map();

/**
 * @param {string} path
 * @returns {Promise<any>} the JSON there, fetched once; asked for again where that failed
 */
export function loadOnce(path) {
  const known = loaded.get(path);
  if (known) return known;
  const coming = load(path);
  loaded.set(path, coming);
  coming.catch(() => loaded.delete(path));
  return coming;
}

/** @param {string} path */
async function load(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`the host does not serve ${path}: ${response.status}`);
  return response.json();
}
