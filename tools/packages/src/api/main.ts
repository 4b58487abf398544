// npm run api [-- --check]: writes the API report of each package. Names what is not explained, and what is not as reported.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readLibraries } from '../published.ts';
import { docFaults } from './docs.ts';
import { exampleFaults } from './examples.ts';
import { readFaces } from './faces.ts';
import { reportsOf } from './reports.ts';

const workspace = resolve(import.meta.dirname, '../../../..');
const { check } = parseArgs({ options: { check: { type: 'boolean', default: false } } }).values;

const faces = readFaces(workspace, readLibraries(workspace));
const faults = [...docFaults(faces), ...exampleFaults(faces)];
const changed = [...(await reportsOf(faces))].filter(([file, text]) => {
  const path = join(workspace, file);
  return !existsSync(path) || readFileSync(path, 'utf8') !== text;
});

for (const fault of faults) console.error(fault);
for (const [file, text] of changed) {
  console.log(check ? `${file} is not what the declarations say` : `wrote ${file}`);
  if (!check) writeFileSync(join(workspace, file), text);
}
if (check && changed.length > 0)
  console.log('If the change is meant: npm run api, and let the commit say what it is to those who install.');
if (faults.length > 0 || (check && changed.length > 0)) process.exitCode = 1;
