// The last admin stays, whichever processes take admins away at the same time.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from '@jest/globals';
import type { Account } from '@gatehouse/db';
import { addAccount, describeOnStores, standingAdminsIn } from '../testing.ts';
import type { ActPlan } from './run-act.ts';

const SCRIPT = join(import.meta.dirname, 'run-act.ts');

/** Runs the act in a process of its own, which outlives all of its calls; the code that it was refused with, or null. */
const runs = async (plan: Omit<ActPlan, 'call'>): Promise<string | null> => {
  const child = spawn(process.execPath, [SCRIPT, JSON.stringify({ ...plan, call: -1 })], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors] = [text(child.stdout), text(child.stderr)];
  await once(child, 'close');
  if ((await output) === 'acknowledged') return null;
  // Node colours what it prints of an error where the environment asks for it.
  const printed = stripVTControlCharacters(await errors);
  return /code: '(\w+)'/.exec(printed)?.[1] ?? printed;
};

describeOnStores('processes that race', (on) => {
  test('of four admins whom eight processes take away in every way, one stays', async () => {
    const admins: Account[] = [];
    for (let count = 0; count < 4; count += 1) admins.push(await addAccount(on.database, 'admin'));
    const acts = ['erase', 'disable', 'setRoles', 'revoke'] as const;
    const plans = admins.flatMap(({ id }, index) => [
      { url: on.store.url, act: acts[index]!, id },
      { url: on.store.url, act: acts[3 - index]!, id },
    ]);
    const codes = await Promise.all(plans.map(runs));
    expect(new Set(codes)).toEqual(new Set([null, 'last_admin']));
    expect(await standingAdminsIn(on.database)).toBe(1);
  });
});
