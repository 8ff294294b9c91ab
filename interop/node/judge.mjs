// Ajv's verdict on every file of a folder of messages, one line of JSON a file: {"file":"valid/state/held.json","valid":true}.
// A file lies in a folder that is named like its schema; under `invalid` the message is in a field of that name.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { documents, validator } from "./contract.mjs";

const [folder] = process.argv.slice(2);
const validators = new Map(documents().map(({ name, schema }) => [name, validator(schema)]));

for (const side of ["invalid", "valid"]) {
  for (const name of readdirSync(join(folder, side)).sort()) {
    const validate = validators.get(name);
    if (!validate) throw new Error(`${side}/${name} is named like no schema`);
    for (const file of readdirSync(join(folder, side, name)).sort()) {
      const content = JSON.parse(readFileSync(join(folder, side, name, file), "utf8"));
      const valid = validate(side === "invalid" ? content.message : content);
      console.log(JSON.stringify({ file: `${side}/${name}/${file}`, valid }));
    }
  }
}
