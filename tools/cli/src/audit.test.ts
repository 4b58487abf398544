import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createAuditTrail, auditFileIn, toFile, type AuditEvent } from '@gatehouse/audit';
import { openDatabase, type Database } from '@gatehouse/db';
import { presentEvent } from './audit/present-event.ts';

const ADA = 'ada@example.com';
const EVE = 'eve@example.com';

let folder: string;
let database: Database;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-audit-'));
  database = openDatabase(`sqlite:${join(folder, 'gatehouse.db')}`);
  await database.migrate();
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

/** Tells of events as a gateway with this home would. */
const tell = async (events: readonly AuditEvent[]): Promise<void> => {
  const trail = createAuditTrail({
    values: async () => database.values,
    writers: [toFile(auditFileIn(folder))],
    logger: { error: (message) => void expect(message).toBeUndefined() },
    now: () => new Date(),
  });
  for (const event of events) await trail.of({ sourceAddress: '192.0.2.1', requestId: 'r' })(event);
};

const audit = (args: readonly string[], home = folder) =>
  new Promise<{ code: number; lines: readonly { event: string; subject: string | null }[]; stderr: string }>(
    (done) => {
      const env = { PATH: process.env['PATH'], GATEHOUSE_HOME: home };
      const script = join(import.meta.dirname, 'audit.ts');
      execFile(process.execPath, [script, ...args], { env }, (error, stdout, stderr) =>
        done({
          code: Number(error?.code ?? 0),
          lines: stdout
            .split('\n')
            .filter((line) => line !== '')
            .map((line) => JSON.parse(line) as never),
          stderr,
        }),
      );
    },
  );

describe('the events of a local run', () => {
  beforeAll(() =>
    tell([
      { event: 'account_created', subject: 'ada', email: ADA },
      { event: 'login_failed', subject: 'ada', why: 'wrong_password', email: ADA },
      { event: 'login_failed', subject: null, why: 'unknown_account', email: EVE },
      { event: 'login_succeeded', subject: 'ada', actor: 'ada', sid: 's', email: ADA.toUpperCase() },
      { event: 'account_removed', subject: 'bob', actor: 'ada' },
      { event: 'session_ended', subject: 'ada', sid: 's', why: 'removed' },
      { event: 'account_created', subject: 'carol', email: 'carol@example.com' },
    ]),
  );

  test('are the lines of the file, in their order', async () => {
    const { code, lines, stderr } = await audit([]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(lines.map(({ event }) => event)).toEqual([
      'account_created',
      'login_failed',
      'login_failed',
      'login_succeeded',
      'account_removed',
      'session_ended',
      'account_created',
    ]);
  });

  test('of an account are what happened to it and what it did, though it is gone by now', async () => {
    const { code, lines } = await audit(['--account', 'ADA@example.com']);
    expect(code).toBe(0);
    expect(lines.map(({ event, subject }) => [event, subject])).toEqual([
      ['account_created', 'ada'],
      ['login_failed', 'ada'],
      ['login_succeeded', 'ada'],
      ['account_removed', 'bob'],
      ['session_ended', 'ada'],
    ]);
  });

  test('of an email without an account are what was tried with it', async () => {
    expect((await audit(['--account', EVE])).lines).toMatchObject([{ event: 'login_failed', subject: null }]);
    expect(await audit(['--account', 'nobody@example.com'])).toMatchObject({ code: 0, lines: [] });
  });
});

describe('what is wrong is named', () => {
  const homeWith = async (text: string): Promise<string> => {
    const home = await mkdtemp(join(folder, 'home-'));
    await writeFile(auditFileIn(home), text);
    return home;
  };
  const good = (event: string): string =>
    JSON.stringify({
      ...{ audit: true, time: '2026-03-01T12:00:00.000Z', event, actor: null, subject: 'a' },
      ...{ sid: null, address: null, request_id: null, account_key: null },
    });

  test.each([
    ['an option that it does not know', ['--since', 'yesterday']],
    ['an account without an email', ['--account']],
    ['an empty email', ['--account', '']],
    ['a word', ['ada@example.com']],
  ])('%s', async (_what, args) => {
    expect(await audit(args)).toMatchObject({
      code: 1,
      lines: [],
      stderr: expect.stringContaining('usage: npm run audit'),
    });
  });

  test('a file that is not there', async () => {
    const { code, stderr } = await audit([], join(folder, 'nowhere'));
    expect(code).toBe(1);
    expect(stderr.trim()).toBe(
      `there is no ${join(folder, 'nowhere', 'audit.jsonl')}: a local run makes it in its GATEHOUSE_HOME, at its first event`,
    );
  });

  test('a line that is no event, and one that is cut off; the others are told all the same', async () => {
    const home = await homeWith(
      [good('account_created'), 's3cret', '{"audit":false}', '', good('account_removed'), '{"audit":tr'].join(
        '\n',
      ),
    );
    const { code, lines, stderr } = await audit([], home);
    expect(code).toBe(1);
    expect(lines.map(({ event }) => event)).toEqual(['account_created', 'account_removed']);
    expect(stderr.trim().split('\n')).toEqual(
      [
        'line 2 is no audit event',
        'line 3 is no audit event',
        'line 4 is no audit event',
        'line 6, the last, is cut off',
      ].map((fault) => `${auditFileIn(home)}: ${fault}, and is left out`),
    );
  });

  test('nothing, of a last line that lacks its line feed alone', async () => {
    expect(await audit([], await homeWith(good('account_created')))).toMatchObject({ code: 0, stderr: '' });
  });
});

test('in a terminal an event is a line of what it says, and nothing that it says moves the cursor', () => {
  const line = {
    audit: true,
    time: '2026-03-01T12:00:00.000Z',
    event: 'roles_changed',
    actor: 'operator',
    subject: 'a\u001b[2J\nb\u202e',
    sid: null,
    address: null,
    request_id: null,
    account_key: null,
    roles: ['user', 'admin'],
  } as const;
  expect(presentEvent(line)).toBe(
    '2026-03-01T12:00:00.000Z  roles_changed               actor=operator subject="a\\u001b[2J\\nb?" roles=user,admin',
  );
});
