// Which apps to embed, and how: those that the host was started with, and those of the address (`?app=URL` and its kin, repeatable).

/** @import { AppKind, AppLink } from "./protocol.js" */

/** @typedef {{ url: URL, label: string, kind: AppKind }} App the URL may have fields */
/** @typedef {{ apps: App[], faults: string[] }} AppChoice */

/** The parameter of the address, by kind. @type {{ [kind in AppKind]: string }} */
export const PARAMETERS = { frame: "app", "per-interaction": "app-per-interaction", window: "app-window" };

const KINDS = /** @type {AppKind[]} */ (Object.keys(PARAMETERS));

/**
 * @param {string} search the query of the page's address
 * @param {AppLink[]} offered the host's own
 * @returns {AppChoice}
 */
export function chooseApps(search, offered) {
  /** @type {AppChoice} */
  const choice = { apps: [], faults: [] };
  for (const link of offered) add(choice, link.url, link.kind ?? "frame", link.label);
  const known = new Set(choice.apps.map(identity));
  const given = new URLSearchParams(search);
  for (const kind of KINDS) {
    for (const address of given.getAll(PARAMETERS[kind])) {
      const url = URL.parse(address);
      if (!url || !known.has(identity({ url, kind }))) add(choice, address, kind);
    }
  }
  return choice;
}

/**
 * @param {string} address
 * @param {AppKind} kind
 * @param {string} [label]
 * @returns {App | string} what is wrong with the address, if something is
 */
export function readApp(address, kind, label) {
  const url = URL.parse(address);
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:")) return "is not an absolute http or https address";
  if (url.hostname.includes("$")) return "has a field in its host; fields may stand in the path, the query and the fragment";
  return { url, label: label || nameOf(url), kind };
}

/**
 * Keeps the address of the page in step with an app that came or went, so that a reload keeps it.
 *
 * @param {App} app
 * @param {"added" | "removed"} change
 */
export function rememberInAddress(app, change) {
  const here = new URL(location.href);
  const parameter = PARAMETERS[app.kind];
  const others = here.searchParams.getAll(parameter);
  const at = others.findIndex((address) => URL.parse(address)?.href === app.url.href);
  if (change === "removed" && at >= 0) others.splice(at, 1);
  if (change === "added") others.push(app.url.href);
  here.searchParams.delete(parameter);
  for (const address of others) here.searchParams.append(parameter, address);
  history.replaceState(null, "", here);
}

/** @param {{ url: URL, kind: AppKind }} app */
function identity({ url, kind }) {
  return `${kind} ${url.href}`;
}

/**
 * @param {AppChoice} choice
 * @param {string} address
 * @param {AppKind} kind
 * @param {string} [label]
 */
function add(choice, address, kind, label) {
  const app = readApp(address, kind, label);
  if (typeof app === "string") choice.faults.push(`“${address}” ${app}, so it is not embedded.`);
  else choice.apps.push(app);
}

/** @param {URL} url */
function nameOf(url) {
  const path = url.pathname.replace(/\/$/, "");
  return url.host + path;
}
