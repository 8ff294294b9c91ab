// Fields in the URL of an app, such as `$Interaction.Id$`: filled in when the app is loaded, percent-encoded, wherever they stand in
// the path, the query and the fragment.

/** @import { JsonObject } from "./protocol.js" */

/** @typedef {{ agent: JsonObject | null, interaction: JsonObject | null }} Subject */
/** @typedef {(subject: { [key: string]: any }) => unknown} Reader */

/** @type {{ [name: string]: Reader }} */
const OF_AGENT = {
  "Agent.EmployeeId": (agent) => agent["employeeId"],
  "Agent.UserName": (agent) => agent["username"],
  "Agent.FirstName": (agent) => agent["firstname"],
  "Agent.LastName": (agent) => agent["lastname"],
  "Agent.FullName": (agent) => fullName(agent["firstname"], agent["lastname"]),
};

/** @type {{ [name: string]: Reader }} */
const OF_INTERACTION = {
  "Interaction.Id": (interaction) => interaction["interactionId"],
  "Interaction.CaseId": (interaction) => interaction["caseId"],
  "Interaction.ParentId": (interaction) => interaction["parentInteractionId"],
  "Interaction.UUID": (interaction) => interaction["interactionUUID"] ?? interaction["callUuid"],
  "Interaction.Media": (interaction) => interaction["media"],
  "Interaction.CallType": (interaction) => interaction["callType"],
  "Interaction.Direction": (interaction) => interaction["direction"],
  "Interaction.ANI": (interaction) => interaction["ani"],
  "Interaction.DNIS": (interaction) => interaction["dnis"],
  "Contact.FirstName": ({ contact }) => contact?.firstName ?? contact?.firstNname,
  "Contact.LastName": ({ contact }) => contact?.lastName,
  "Contact.FullName": ({ contact }) => contact?.displayName ?? fullName(contact?.firstName ?? contact?.firstNname, contact?.lastName),
};

/** What follows is a key of the user data, percent-encoded if need be. */
const USER_DATA = "Interaction.UserData.";
const FIELD = /\$([A-Za-z]+(?:\.[^$/?#&=]+)+)\$/g;

/** What people are shown of the fields that there are. */
export const FIELD_EXAMPLES = ["$Agent.FullName$", "$Interaction.Id$", "$Interaction.UserData.KEY$"];

/**
 * The URL of an app with its fields filled in. A field that is not known, or has no value here, stays as it is and is reported; one
 * that is known and empty is nothing.
 *
 * @param {URL} template
 * @param {Subject} subject
 * @returns {{ url: URL, faults: string[] }}
 */
export function fill(template, subject) {
  /** @type {Set<string>} */
  const faults = new Set();
  const url = new URL(template);
  url.pathname = replaced(template.pathname, subject, faults, keptInPath);
  url.search = replaced(template.search, subject, faults);
  url.hash = replaced(template.hash, subject, faults);
  return { url, faults: [...faults] };
}

/**
 * What is wrong with the fields of a URL, whoever calls.
 *
 * @param {URL} template
 * @param {boolean} perInteraction whether it is of one interaction
 * @returns {string[]}
 */
export function faultsOf(template, perInteraction) {
  return fill(template, { agent: {}, interaction: perInteraction ? {} : null }).faults;
}

/**
 * @param {string} text
 * @param {Subject} subject
 * @param {Set<string>} faults
 * @param {(value: string) => boolean} [isAllowed]
 */
function replaced(text, subject, faults, isAllowed = () => true) {
  return text.replace(FIELD, (field, name) => {
    const { value, fault } = look(name, subject);
    if (fault) faults.add(`${field} ${fault}`);
    if (value === undefined) return field;
    if (isAllowed(value)) return encodeURIComponent(value.toWellFormed());
    faults.add(`${field} is “${value}” here, which would lead out of the path`);
    return field;
  });
}

/**
 * @param {string} name
 * @param {Subject} subject
 * @returns {{ value?: string, fault?: string }}
 */
function look(name, { agent, interaction }) {
  const ofAgent = own(OF_AGENT, name);
  if (ofAgent) return agent ? { value: text(ofAgent(agent)) } : { fault: "is not known yet" };
  const ofInteraction = own(OF_INTERACTION, name) ?? ofUserData(name);
  if (!ofInteraction) return { fault: `is no field that is filled in; ${hint(name)}` };
  if (!interaction) return { fault: "is of an interaction, and this app is not one per interaction" };
  return { value: text(ofInteraction(interaction)) };
}

/**
 * @param {string} name
 * @returns {Reader | undefined}
 */
function ofUserData(name) {
  if (!name.startsWith(USER_DATA)) return undefined;
  const key = decoded(name.slice(USER_DATA.length));
  return ({ userData }) => (userData && Object.hasOwn(userData, key) ? userData[key] : undefined);
}

/** @param {string} name */
function hint(name) {
  const known = [...Object.keys(OF_AGENT), ...Object.keys(OF_INTERACTION)];
  const meant = known.find((field) => field.toLowerCase() === name.toLowerCase());
  return meant ? `did you mean $${meant}$?` : `there are ${known.map((field) => `$${field}$`).join(", ")} and $${USER_DATA}KEY$`;
}

/**
 * Segments of dots alone lead up, encoded or not.
 *
 * @param {string} value
 */
function keptInPath(value) {
  return !/^\.{1,2}$/.test(value);
}

/**
 * @param {{ [name: string]: Reader }} table
 * @param {string} name
 */
function own(table, name) {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** @param {unknown} value */
function text(value) {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/**
 * @param {unknown} first
 * @param {unknown} last
 */
function fullName(first, last) {
  return [first, last].filter(Boolean).join(" ");
}

/** @param {string} name percent-encoded */
function decoded(name) {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
