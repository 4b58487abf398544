// The audit file that a restore reads: every line is understood, or named by its number and nothing is restored.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AUDIT_EVENTS, createAuditTrail, type AuditEvent } from '@gatehouse/audit';
import { readChanges } from './read-changes.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'gatehouse-events-'))));
afterAll(() => rm(folder, { recursive: true }));

const read = async (text: string) => {
  const file = join(folder, 'audit.jsonl');
  await writeFile(file, text);
  return readChanges(file);
};
const refusal = async (text: string): Promise<string> =>
  read(text).then(
    () => 'was read',
    (error: Error) => error.message.replaceAll(folder, ''),
  );

const TIME = new Date('2026-03-01T12:00:00.000Z');

/** As a running app writes it. */
const lineOf = async (event: AuditEvent): Promise<string> => {
  let written = '';
  const trail = createAuditTrail({
    values: () => Promise.reject(new Error('no key')),
    writers: [(line) => void (written = line)],
    logger: { error: () => undefined },
    now: () => TIME,
  });
  await trail.of({ sourceAddress: '192.0.2.1', requestId: 'r' })(event);
  return written;
};

const erased = () => lineOf({ event: 'account_removed', subject: 'u1' });

/** One of every kind, with the details that it has. */
const everyEvent = AUDIT_EVENTS.map((event): AuditEvent => {
  const details = { changed: ['email'], why: 'logout', roles: ['user'], factor: 'totp' };
  return { event, subject: 'u1', ...details } as unknown as AuditEvent;
});

test('reads every event that the apps write, in any order, with the time that they span', async () => {
  const lines = await Promise.all(everyEvent.map(lineOf));
  const { changes, events, first, last } = await read(lines.toReversed().join(''));
  expect([events, first, last]).toEqual([AUDIT_EVENTS.length, TIME, TIME]);
  const facts = new Set(changes.flatMap((change) => change.facts));
  expect([...facts].toSorted()).toEqual([
    'challenged',
    'created',
    'disabled',
    'email',
    'enabled',
    'factor_added',
    'password',
    'removed',
    'totp_removed',
    'verified',
  ]);
  expect(changes.find(({ roles }) => roles !== undefined)?.roles).toEqual(['user']);
});

test('takes the factors that are told, and all of them where none is', async () => {
  const told = async (event: object) =>
    (await read(await lineOf({ subject: 'u1', ...event } as AuditEvent))).changes;
  expect(await told({ event: 'factor_removed' })).toMatchObject([{ facts: ['factors_removed'] }]);
  expect(await told({ event: 'factor_removed', factor: 'passkey' })).toMatchObject([
    { facts: ['passkey_removed'] },
  ]);
  expect(await told({ event: 'factor_added', factor: 'recovery_codes' })).toMatchObject([
    { facts: ['codes_replaced'] },
  ]);
  expect(await told({ event: 'account_changed', changed: ['first_name'] })).toEqual([]);
});

test('takes a line that is repeated, empty lines, and the ends of lines of Windows', async () => {
  const line = await erased();
  const text = `\r\n${line.trim()}\r\n\n${line}${line.trim()}`;
  expect((await read(text)).changes).toMatchObject([{}, {}, {}]);
});

test('takes a byte order mark at the beginning, and nowhere else', async () => {
  const line = await erased();
  expect((await read(`\ufeff${line}${line}`)).events).toBe(2);
  expect(await refusal(`${line}\ufeff${line}`)).toContain('line 2 is no audit event');
});

describe('refuses by its number a line that', () => {
  test.each<[string, (line: string) => string, string]>([
    ['is cut off', (line) => line.slice(0, 40), 'is no audit event, or is cut off'],
    ['lost its beginning', (line) => line.slice(20), 'is no audit event, or is cut off'],
    ['has another in it', (line) => line.trim() + line, 'is no audit event, or is cut off'],
    ['is no JSON', () => 'START RequestId: 1', 'is no audit event, or is cut off'],
    [
      'is a line of another log',
      () => '{"level":"INFO","message":"secret"}',
      'is no audit event, or is cut off',
    ],
    [
      'has bytes that are no UTF-8',
      (line) => line.replace('u1', 'u\ufffd'),
      'is no audit event, or is cut off',
    ],
    ['is of zeros', () => '\0\0\0\0', 'is no audit event, or is cut off'],
    [
      'is of an event that is not known',
      (line) => line.replace('account_removed', 'account_merged'),
      'is an event that this release does not know',
    ],
    [
      'is named by what every object has',
      (line) => line.replace('account_removed', 'constructor'),
      'is an event that this release does not know',
    ],
    [
      'has no time',
      (line) => line.replace(TIME.toISOString(), 'yesterday'),
      'is no account_removed as this release writes it',
    ],
    [
      'tells of nobody',
      (line) => line.replace('"u1"', 'null'),
      'is no account_removed as this release writes it',
    ],
    [
      'has no list of roles',
      (line) => line.replace('account_removed', 'roles_changed'),
      'is no roles_changed as this release writes it',
    ],
    [
      'has a factor of another kind',
      (line) => line.replace('account_removed"', 'factor_removed","factor":"face"'),
      'is no factor_removed as this release writes it',
    ],
    [
      'does not say what has changed',
      (line) => line.replace('account_removed', 'account_changed'),
      'is no account_changed as this release writes it',
    ],
  ])('%s', async (_what, spoil, rule) => {
    const line = await erased();
    const said = await refusal(`${line}${spoil(line)}\n${line}`);
    expect(said.split('\n')[0]).toBe(`/audit.jsonl: line 2 ${rule}`);
    expect(said).not.toContain('secret');
    expect(said).toContain('nothing was restored');
  });

  test('is one of very many, and names twenty', async () => {
    const said = await refusal('x\n'.repeat(50));
    expect(said.split('\n')).toHaveLength(22);
    expect(said).toContain('and 30 lines more');
  });
});

test('refuses a file without any event, and one that cannot be read', async () => {
  expect(await refusal('\n\n')).toMatch('/audit.jsonl has no event');
  await expect(readChanges(join(folder, 'nowhere'))).rejects.toThrow('nowhere cannot be read (ENOENT)');
  await expect(readChanges(folder)).rejects.toThrow('cannot be read (EISDIR)');
});
