// Ajv compiles every schema of the contract in strict mode, and accepts every example in it.

import { documents, validator } from "./contract.mjs";

const faults = [];
let examples = 0;
const all = documents();
for (const { name, schema } of all) {
  try {
    const validate = validator(schema);
    for (const example of schema.examples ?? []) {
      examples += 1;
      if (!validate(example)) faults.push(`${name}: an example is refused: ${JSON.stringify(validate.errors)}`);
    }
  } catch (error) {
    faults.push(`${name}: ${error.message}`);
  }
}

if (all.length === 0 || examples === 0) faults.push("no schemas, or none with an example");
for (const fault of faults) console.error(fault);
console.log(`Ajv: ${all.length} schemas compiled, ${examples} examples, ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
