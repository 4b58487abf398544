import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import * as passkeys from './index.ts';
import * as testing from './testing/index.ts';
import * as webauthn from './webauthn/index.ts';

const AsyncFunction = (async () => undefined).constructor as new (
  ...parts: readonly string[]
) => (...values: readonly unknown[]) => Promise<unknown>;

test('the example of the README runs as it stands, and its last line gives what it says', async () => {
  const readme = readFileSync(`${import.meta.dirname}/../README.md`, 'utf8');
  const [, example = ''] = /```ts\n(?:import .*\n)+\n([\s\S]*?)\n```/.exec(readme) ?? [];
  const [last = '', said] = (example.split('\n').at(-1) ?? '').split('; // ');
  const known = { randomBytes, ...passkeys, ...testing, ...webauthn };
  const run = new AsyncFunction(...Object.keys(known), `${example.replace(last, `return ${last}`)}`);
  expect(JSON.stringify(await run(...Object.values(known)))).toBe(said);
});
