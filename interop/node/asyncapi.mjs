// The AsyncAPI parser takes the document of the message channel without an error.

import { readFileSync } from "node:fs";
import { Parser } from "@asyncapi/parser";

const ERROR = 0;

const text = readFileSync(new URL("../../schemas/asyncapi.json", import.meta.url), "utf8");
const { document, diagnostics } = await new Parser().parse(text);
const errors = diagnostics.filter(({ severity }) => severity === ERROR);
for (const { message, path } of errors) console.error(`${path.join("/")}: ${message}`);
if (!document || errors.length > 0) {
  process.exitCode = 1;
} else {
  const operations = document.operations().all();
  const received = operations.filter((operation) => operation.isReceive()).length;
  console.log(`AsyncAPI: ${received} operations to the host, ${operations.length - received} to the app`);
}
