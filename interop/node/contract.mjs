// The contract as Ajv reads it: JSON Schema 2020-12 in strict mode, with our one annotation declared.

import { readFileSync, readdirSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";

const SCHEMAS = new URL("../../schemas/", import.meta.url);
const ENDING = ".schema.json";

/** Every document of `schemas/` with its name. */
export function documents() {
  const files = readdirSync(SCHEMAS).filter((file) => file.endsWith(ENDING)).sort();
  return files.map((file) => ({
    name: file.slice(0, -ENDING.length),
    schema: JSON.parse(readFileSync(new URL(file, SCHEMAS), "utf8")),
  }));
}

/** A validator for one document: none needs another. What Ajv would write to the console is an error. */
export function validator(schema) {
  const refuse = (...words) => {
    throw new Error(words.join(" "));
  };
  const ajv = new Ajv({
    strict: true,
    // Three matters of taste: `["string", "null"]`, a rule about a property that stands beside the place where
    // its type stands, and a list of parameters that may be longer than is documented, are meant.
    strictTypes: false,
    strictTuples: false,
    strictRequired: false,
    allErrors: true,
    logger: { log: refuse, warn: refuse, error: refuse },
  });
  ajv.addVocabulary(["x-clause"]);
  return ajv.compile(schema);
}
