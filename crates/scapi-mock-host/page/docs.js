// The OpenAPI document of the control API, read from the host and shown. Nothing is judged and nothing is sent.

import { kind, schemaName, shape } from "./docs-schema.js";
import { byId, faultText, make, prose } from "./dom.js";

/** @typedef {{ [key: string]: any }} Json */
/** @typedef {{ method: string, path: string, operation: Json, element: HTMLDetailsElement, entry: HTMLElement }} Shown */

const METHODS = ["get", "post", "put", "patch", "delete"];

void start();

async function start() {
  try {
    const response = await fetch("/openapi.json");
    if (!response.ok) throw new Error(`the host answers ${response.status}`);
    show(await response.json());
    openAddressed();
    addEventListener("hashchange", openAddressed);
  } catch (error) {
    byId("state").textContent = `The document cannot be read: ${faultText(error)}.`;
  }
}

/** @param {Json} document */
function show(document) {
  byId("title").textContent = `${document["info"].title} ${document["info"].version}`;
  const about = String(document["info"].description).split("\n\n").map((text) => make("p", {}, ...prose(text)));
  byId("operations").replaceChildren(...about, make("p", {}, make("a", { href: "/openapi.json" }, "openapi.json")));
  const shown = document["tags"].flatMap((/** @type {Json} */ tag) => showTag(document, tag));
  showSchemas(document);
  byId("find").addEventListener("input", () => find(shown));
}

/**
 * @param {Json} document
 * @param {Json} tag
 * @returns {Shown[]}
 */
function showTag(document, tag) {
  const all = Object.entries(document["paths"]).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({ method, path, operation: item[method] })));
  const own = all.filter(({ operation }) => operation.tags.includes(tag["name"]));
  byId("operations").append(make("h2", {}, tag["name"]), make("p", { class: "note" }, ...prose(tag["description"] ?? "")));
  const list = make("ul");
  byId("contents").append(make("p", { class: "word" }, tag["name"]), list);
  return own.map(({ method, path, operation }) => {
    const element = showOperation(document, method, path, operation);
    const entry = make("li", {}, make("a", { href: `#${operation.operationId}`, title: operation.summary }, badge(method), shortened(path)));
    byId("operations").append(element);
    list.append(entry);
    return { method, path, operation, element, entry };
  });
}

/** @param {string} path */
function shortened(path) {
  return path.replace("/s/{session}/control/", "…/").replace("/s/{session}", "…");
}

/** @param {string} method */
function badge(method) {
  return make("span", { class: "method", "data-method": method }, method.toUpperCase());
}

/**
 * @param {Json} document
 * @param {string} method
 * @param {string} path
 * @param {Json} operation
 */
function showOperation(document, method, path, operation) {
  const parameters = operation["parameters"] ?? [];
  return make("details", { class: "operation", id: operation["operationId"], "data-testid": "operation" },
    make("summary", {}, badge(method), make("span", { class: "path" }, path), make("span", { class: "summary" }, operation["summary"])),
    make("div", {},
      operation["description"] && make("p", {}, ...prose(operation["description"])),
      parameters.length > 0 && make("h3", {}, "Parameters"),
      parameters.length > 0 && table(parameters),
      operation["requestBody"] && make("h3", {}, "Body"),
      operation["requestBody"] && contents(operation["requestBody"].content),
      make("h3", {}, "Answers"),
      ...Object.entries(operation["responses"]).map(([status, response]) => answer(document, status, response)),
      make("h3", {}, "By hand"),
      make("pre", { tabindex: 0 }, curl(method, path, operation))));
}

/** @param {Json[]} parameters */
function table(parameters) {
  const rows = parameters.map((parameter) =>
    make("tr", {},
      make("th", { scope: "row" }, make("code", {}, parameter["name"]), parameter["required"] ? "" : " ?"),
      make("td", { class: "note" }, parameter["in"]),
      make("td", {}, kind(parameter["schema"])),
      make("td", {}, ...prose(parameter["description"] ?? ""))));
  return make("table", {}, make("tbody", {}, ...rows));
}

/** @param {Json} content by media type */
function contents(content) {
  const shown = Object.entries(content).flatMap(([media, { schema, example }]) => [
    make("p", {}, make("code", {}, media), " ", kind(schema)),
    example !== undefined && make("pre", { tabindex: 0 }, JSON.stringify(example, null, 2)),
  ]);
  return make("div", {}, ...shown);
}

/**
 * @param {Json} document
 * @param {string} status
 * @param {Json} response
 */
function answer(document, status, response) {
  const head = make("p", {}, make("span", { class: "status" }, status), " ");
  const problems = response["content"]?.["application/problem+json"]?.examples;
  if (!problems) {
    head.append(response["description"]);
    return make("div", { class: "answer" }, head, response["content"] && contents(response["content"]));
  }
  const items = Object.keys(problems).map((slug) => {
    const { value } = document["components"].examples[slug];
    return make("li", {}, make("a", { href: value.type }, value.title), ": ", ...prose(value.detail));
  });
  return make("div", { class: "answer" }, head, make("ul", { class: "problems" }, ...items));
}

/**
 * @param {string} method
 * @param {string} path
 * @param {Json} operation
 */
function curl(method, path, operation) {
  const address = location.origin + path.replace("{session}", "default");
  const [media, content] = Object.entries(operation["requestBody"]?.content ?? {})[0] ?? [];
  const verb = method === "get" || (method === "post" && content) ? "" : ` -X ${method.toUpperCase()}`;
  const body = content ? ` \\\n  -H 'content-type: ${media}' -d '${JSON.stringify(content.example).replaceAll("'", "'\\''")}'` : "";
  return `curl${verb} '${address}'${body}`;
}

/** @param {Json} document */
function showSchemas(document) {
  byId("operations").append(make("h2", {}, "Schemas"));
  const list = make("ul");
  byId("contents").append(make("p", { class: "word" }, "Schemas"), list);
  for (const [name, schema] of Object.entries(document["components"].schemas)) {
    list.append(make("li", {}, make("a", { href: `#schema-${name}` }, name)));
    byId("operations").append(showSchema(name, schema));
  }
}

/**
 * @param {string} name
 * @param {Json} schema
 */
function showSchema(name, schema) {
  const inner = Object.entries(schema["$defs"] ?? {}).flatMap(([part, definition]) => [
    make("h3", {}, schemaName(`#/components/schemas/${name}/$defs/${part}`)),
    make("p", { class: "note" }, ...prose(definition.description ?? "")),
    shape(definition),
  ]);
  return make("details", { class: "schema", id: `schema-${name}` },
    make("summary", {}, make("span", { class: "path" }, name), make("span", { class: "summary" }, ...prose(String(schema["description"] ?? "").split("\n")[0] ?? ""))),
    make("div", {}, shape(schema), ...inner));
}

/** @param {Shown[]} shown */
function find(shown) {
  const field = byId("find");
  const words = (field instanceof HTMLInputElement ? field.value : "").toLowerCase().split(/\s+/).filter(Boolean);
  for (const { method, path, operation, element, entry } of shown) {
    const text = `${method} ${path} ${operation["summary"]} ${operation["description"] ?? ""}`.toLowerCase();
    const hidden = !words.every((word) => text.includes(word));
    element.hidden = hidden;
    entry.hidden = hidden;
  }
}

function openAddressed() {
  const addressed = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!(addressed instanceof HTMLDetailsElement)) return;
  addressed.open = true;
  addressed.scrollIntoView();
}
