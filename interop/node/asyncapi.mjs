// The AsyncAPI parser takes the document of the message channel without an error, and the schemas in it, which are
// draft 07, say of every message of `fixtures/messages` what its folder says.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { Parser } from "@asyncapi/parser";
import Ajv from "ajv";

const ERROR = 0;
const MESSAGES = new URL("../../fixtures/messages/", import.meta.url);

const text = readFileSync(new URL("../../schemas/asyncapi.json", import.meta.url), "utf8");
const faults = [...(await parse()), ...judge()];
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;

/** What the parser has against the document. */
async function parse() {
  const { document, diagnostics } = await new Parser().parse(text);
  const operations = document?.operations().all() ?? [];
  const received = operations.filter((operation) => operation.isReceive()).length;
  console.log(`AsyncAPI: ${received} operations to the host, ${operations.length - received} to the app`);
  const errors = diagnostics.filter(({ severity }) => severity === ERROR);
  return errors.map(({ message, path }) => `${path.join("/")}: ${message}`);
}

/** Verdicts of the schemas in the document that are not what the folders of the messages say. */
function judge() {
  const { components } = JSON.parse(text);
  const ajv = new Ajv({ strictTypes: false, strictTuples: false });
  // The parts of the document that references lead through are no keywords of JSON Schema either.
  ajv.addVocabulary(["x-clause", "components"]);
  ajv.addSchema({ $id: "asyncapi", components });
  let count = 0;
  const wrong = Object.keys(components.schemas).flatMap((name) => {
    const validate = ajv.compile({ $ref: `asyncapi#/components/schemas/${name}` });
    const all = [...messages("valid", name), ...messages("invalid", name)];
    count += all.length;
    return all.filter(({ valid, message }) => validate(message) !== valid);
  });
  console.log(`AsyncAPI: ${count - wrong.length} of ${count} messages as expected`);
  return count === 0 ? ["no messages"] : wrong.map(({ file, valid }) => `${file}: not ${valid ? "valid" : "invalid"}`);
}

function messages(side, name) {
  const folder = new URL(`${side}/${name}/`, MESSAGES);
  const valid = side === "valid";
  return (existsSync(folder) ? readdirSync(folder) : []).map((file) => {
    const content = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
    return { file: `${side}/${name}/${file}`, valid, message: valid ? content : content.message };
  });
}
