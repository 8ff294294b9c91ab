// The OpenAPI document of the control API is one of version 3.1, its schemas compile, and every example in it is what its
// schema says. The document is the file that is given.

import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import Ajv from "ajv/dist/2020.js";

const METHODS = ["get", "post", "put", "patch", "delete"];
const document = JSON.parse(readFileSync(process.argv[2], "utf8"));
const faults = [...(await validate()), ...judge()];
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;

/** What the standard's own schema has against the document. */
async function validate() {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(document));
  console.log(`OpenAPI ${validator.version}: ${Object.keys(document.paths).length} paths`);
  if (validator.version !== "3.1") return [`the document is of version ${validator.version}`];
  return valid ? [] : [errors].flat().map((error) => (typeof error === "string" ? error : JSON.stringify(error)));
}

/** Examples that are not what their schemas say. */
function judge() {
  // The formats are those of numbers in other languages, which say nothing about JSON.
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema({ $id: "openapi", ...document });
  const bodies = contents();
  const faults = bodies.flatMap(({ place, schema, example }) => {
    const validate = ajv.compile(redirected(schema));
    return validate(example) ? [] : [`${place}: ${ajv.errorsText(validate.errors)}`];
  });
  console.log(`OpenAPI: ${bodies.length} examples, ${faults.length} faults`);
  return bodies.length === 0 ? ["no examples"] : faults;
}

function contents() {
  const found = [];
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS.filter((method) => item[method])) {
      const { requestBody, responses } = item[method];
      for (const [part, body] of [["request", requestBody], ...Object.entries(responses)]) {
        for (const [media, content] of Object.entries(body?.content ?? {})) {
          for (const example of examples(content)) found.push({ place: `${method} ${path} ${part} ${media}`, schema: content.schema, example });
        }
      }
    }
  }
  return found;
}

function examples({ example, examples }) {
  const named = Object.values(examples ?? {}).map(({ $ref, value }) => ($ref ? referred($ref).value : value));
  return example === undefined ? named : [example, ...named];
}

function referred(reference) {
  return reference.slice(2).split("/").reduce((value, key) => value[key], document);
}

/** A schema whose references lead into the document. */
function redirected(schema) {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi#/'));
}
