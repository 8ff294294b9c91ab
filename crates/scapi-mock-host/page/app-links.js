// Which apps to embed: those of the address (`?app=URL`, repeatable) and those the host was started with.

/** @import { AppLink } from "./protocol.js" */

/** @typedef {{ url: URL, label: string }} App */
/** @typedef {{ apps: App[], faults: string[] }} AppChoice */

/**
 * @param {string} search the query of the page's address
 * @param {AppLink[]} offered the host's own
 * @returns {AppChoice}
 */
export function chooseApps(search, offered) {
  /** @type {AppChoice} */
  const choice = { apps: [], faults: [] };
  for (const link of offered) add(choice, link.url, link.label);
  const known = new Set(choice.apps.map((app) => app.url.href));
  for (const address of new URLSearchParams(search).getAll("app")) {
    if (!known.has(URL.parse(address)?.href ?? "")) add(choice, address);
  }
  return choice;
}

/**
 * @param {string} address
 * @param {string} [label]
 * @returns {App | null} null unless it is an absolute http or https address
 */
export function readApp(address, label) {
  const url = URL.parse(address);
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:")) return null;
  return { url, label: label || nameOf(url) };
}

/**
 * @param {AppChoice} choice
 * @param {string} address
 * @param {string} [label]
 */
function add(choice, address, label) {
  const app = readApp(address, label);
  if (app) choice.apps.push(app);
  else choice.faults.push(`“${address}” is not an absolute http or https address, so it is not embedded.`);
}

/** @param {URL} url */
function nameOf(url) {
  const path = url.pathname.replace(/\/$/, "");
  return url.host + path;
}
