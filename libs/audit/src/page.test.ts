// The page of audit events tells of every one.
import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { AUDIT_EVENTS, ENDINGS } from './index.ts';

test('docs/audit.md has a row for each event, and one for each end of a session', async () => {
  const page = await readFile(new URL('../../../docs/audit.md', import.meta.url), 'utf8');
  const rows = new Set([...page.matchAll(/^\| `(\w+)` /gm)].map(([, name]) => name));
  expect([...AUDIT_EVENTS, ...ENDINGS].filter((name) => !rows.has(name))).toEqual([]);
});
