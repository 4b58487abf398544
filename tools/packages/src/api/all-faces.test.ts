// What the packages of this workspace show to others: explained, with examples that compile, and changed on purpose alone.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { publishedOf, readLibraries } from '../published.ts';
import { docFaults } from './docs.ts';
import { exampleFaults } from './examples.ts';
import { readFaces } from './faces.ts';
import { reportsOf } from './reports.ts';

const workspace = resolve(import.meta.dirname, '../../../..');
const faces = readFaces(workspace, readLibraries(workspace));

test('every export is explained, and every function and class has an example', () => {
  expect(docFaults(faces)).toEqual([]);
});

test('every example compiles for somebody who imports the package', () => {
  expect(exampleFaults(faces)).toEqual([]);
});

test('every API report is what the declarations say; if a change is meant: npm run api', async () => {
  const reports = await reportsOf(faces);
  expect([...reports.keys()]).toEqual(publishedOf(faces.libraries).map(({ root }) => `${root}/api.md`));
  for (const [file, text] of reports) {
    const path = join(workspace, file);
    expect({ file, text: existsSync(path) ? readFileSync(path, 'utf8') : null }).toEqual({ file, text });
  }
});
