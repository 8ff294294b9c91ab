// The messages of crates/scapi-schema/benches/messages.json, parsed by `JSON.parse` and validated by ajv, for comparison
// with the benchmark `contract` of that crate. Prints {"<message>/<what>": nanoseconds}, from the fastest of many batches:
// whatever else runs on the machine can only add.

import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';

const ROOT = new URL('../../', import.meta.url);
// Long against the clock's resolution, short against the whole: 100 batches of 10 ms for each figure.
const BATCH_MS = 10;
const BATCHES = process.argv.includes('--quick') ? 10 : 100;

const read = (path) => JSON.parse(readFileSync(new URL(path, ROOT), 'utf8'));
// `x-clause` is an annotation of ours; ajv is strict about keywords that it does not know unless told.
const ajv = new Ajv({ strict: false, allErrors: true });

function compile({ document, at }) {
  const validate = ajv.compile(read(`schemas/${document}.schema.json`));
  const keys = at.split('/').slice(1);
  return (message) => validate(keys.reduce((value, key) => value[key], message));
}

const now = () => Number(process.hrtime.bigint());

function batch(work, count) {
  const start = now();
  for (let i = 0; i < count; i += 1) sink = work();
  return now() - start;
}

// What is computed must be seen to be used, or the compiler may leave it out.
let sink;

function measure(work) {
  let count = 1;
  while (batch(work, count) < BATCH_MS * 1e6) count *= 2;
  return Math.min(...Array.from({ length: BATCHES }, () => batch(work, count) / count));
}

const results = {};
for (const { name, checks, message } of read('crates/scapi-schema/benches/messages.json')) {
  const text = JSON.stringify(message);
  const validators = checks.map(compile);
  const valid = (parsed) => validators.every((validate) => validate(parsed));
  if (!valid(message)) throw new Error(`${name} is not valid`);
  results[`${name}/parse`] = measure(() => JSON.parse(text));
  results[`${name}/write`] = measure(() => JSON.stringify(message));
  results[`${name}/validate`] = measure(() => valid(message));
  results[`${name}/parse-and-validate`] = measure(() => valid(JSON.parse(text)));
}
if (sink === undefined) throw new Error('nothing was measured');
console.log(JSON.stringify(results, null, 2));
