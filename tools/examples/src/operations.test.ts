// The page on operations: its commands, in their order, on a Gatehouse with the account that it names.
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { waitUntil } from '@gatehouse/test-support';
import { docPage, operate } from './doc-page.ts';
import { startGatehouse, type LocalGatehouse } from './local-gatehouse.ts';

const ADA = 'ada@example.com';
const page = docPage('operations');
const [change = [], leaked = [], ...others] = page.commands;
let gatehouse: LocalGatehouse;
beforeAll(async () => {
  // So that the gateway remembers no answer of the authorizer, which would be a minute to wait here.
  gatehouse = await startGatehouse([], { SESSION_CHECK_SECONDS: '5' });
});
afterAll(async () => {
  await gatehouse?.stop();
  rmSync(page.folder, { recursive: true });
});

test('a key that has leaked is gone at once, and its tokens with it', async () => {
  const token = await gatehouse.tokenOf(ADA);
  // The same commands as for any change of keys, which would wait here for minutes.
  expect(leaked.slice(0, -1).map((line) => line.replace(' --now', ''))).toEqual(change);
  const printed = await operate(gatehouse, page, leaked);
  expect(printed.at(-1)?.trim().split('\n')).toHaveLength(1);
  expect(await waitUntil('the old key opens nothing', () => refusalOf(token))).toBe(401);
  // A file that is slow to read lets the last key sign a little longer: nobody waits long for a newer one.
  const isTaken = async (): Promise<boolean> => (await refusalOf(await gatehouse.tokenOf(ADA))) === false;
  expect(await waitUntil('the new key signs', isTaken)).toBe(true);
});

/** False while the token is taken. */
const refusalOf = async (token: string): Promise<number | false> => {
  const { status } = await gatehouse.call('GET', '/users/me', { token });
  return status !== 200 && status;
};

test('the commands for accounts are those that there are', async () => {
  await gatehouse.tokenOf(ADA);
  const isOfFactors = (line: string): boolean => line.includes(' unenrol ');
  const lines = others.flat().filter((line) => !isOfFactors(line));
  expect(lines.length).toBeGreaterThan(7);
  expect((await operate(gatehouse, page, lines)).join('')).toContain(ADA);
  // This account has none.
  await expect(operate(gatehouse, page, others.flat().filter(isOfFactors))).rejects.toThrow(
    'no second factor',
  );
});
