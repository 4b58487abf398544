import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { auditFileIn, createAuditTrail, toFile, type AuditEvent, type TrailOptions } from './index.ts';
import { parseLine } from './line.ts';

const NOW = new Date('2026-03-01T12:00:00.000Z');
const REQUEST = { sourceAddress: '203.0.113.7', requestId: 'request-1' };
const CALLER = { subject: 'user-1', sessionId: 'session-1' };
const KEY = 'CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk';

const record = (changes: Partial<TrailOptions> = {}) => {
  const lines: string[] = [];
  const faults: string[] = [];
  const trail = createAuditTrail({
    values: async () => ({ keep: async () => KEY }),
    writers: [(line) => void lines.push(line)],
    logger: { error: (message, fields) => void faults.push(`${message}: ${String(fields?.['event'])}`) },
    now: () => NOW,
    ...changes,
  });
  return { trail, faults, lines, parsed: () => lines.map((line) => parseLine(line)) };
};

describe('a line', () => {
  test('has the members of all lines, then what its event adds', async () => {
    const { trail, lines } = record();
    const tell = trail.of({ ...REQUEST, principal: CALLER });
    await tell({ event: 'session_ended', subject: 'user-1', sid: 'session-2', why: 'ended_by_owner' });
    expect(lines).toEqual([
      '{"audit":true,"time":"2026-03-01T12:00:00.000Z","event":"session_ended","actor":"user-1","subject":"user-1","sid":"session-2","address":"203.0.113.7","request_id":"request-1","account_key":null,"why":"ended_by_owner"}\n',
    ]);
  });

  test('names the caller and the session of the request where the event names no other', async () => {
    const { trail, parsed } = record();
    await trail.of({ ...REQUEST, principal: CALLER })({ event: 'password_changed', subject: 'user-1' });
    await trail.of(REQUEST)({
      event: 'login_succeeded',
      subject: 'user-2',
      actor: 'user-2',
      sid: 'session-3',
    });
    await trail.of(REQUEST)({ event: 'login_throttled', subject: null });
    expect(parsed()).toMatchObject([
      { actor: 'user-1', sid: 'session-1' },
      { actor: 'user-2', sid: 'session-3' },
      { actor: null, sid: null, subject: null },
    ]);
  });

  test('of what an operator does has neither an address nor a request', async () => {
    const { trail, parsed } = record();
    await trail.ofOperator({ event: 'roles_changed', subject: 'user-1', roles: ['user', 'admin'] });
    expect(parsed()).toMatchObject([
      { actor: 'operator', address: null, request_id: null, sid: null, roles: ['user', 'admin'] },
    ]);
  });

  test('stays one line, whatever a member holds', async () => {
    const { trail, lines } = record();
    await trail.of({ ...REQUEST, requestId: 'a\nb' })({ event: 'account_created', subject: 'x\r\ny' });
    expect(lines.join('').match(/\n/g)).toHaveLength(1);
  });
});

describe('the key of an account', () => {
  const failed = (email: string): AuditEvent => ({
    event: 'login_failed',
    subject: null,
    why: 'unknown_account',
    email,
  });

  test('is the same for an email in any letter case, another for another, and never the email', async () => {
    const { trail, parsed, lines } = record();
    for (const email of ['ada@example.com', 'ADA@Example.com', 'eve@example.com'])
      await trail.of(REQUEST)(failed(email));
    const [first, second, third] = parsed().map((line) => line?.account_key);
    expect(first).toMatch(/^[\w-]{43}$/);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
    expect(lines.join('').toLowerCase()).not.toContain('example.com');
  });

  test('is another on another store', async () => {
    const keep = async () => KEY.replace('C', 'D');
    const [here, there] = [record(), record({ values: async () => ({ keep }) })];
    for (const { trail } of [here, there]) await trail.of(REQUEST)(failed('ada@example.com'));
    expect(here.parsed()[0]?.account_key).not.toBe(there.parsed()[0]?.account_key);
  });

  test('is null while the store is away, and the event is there all the same', async () => {
    const keep = () => Promise.reject(new Error('away'));
    const { trail, parsed, faults } = record({ values: async () => ({ keep }) });
    await trail.of(REQUEST)(failed('ada@example.com'));
    expect(parsed()).toMatchObject([{ event: 'login_failed', account_key: null }]);
    expect(faults).toEqual(['audit event without its account key: login_failed']);
  });

  test('is read from the store once, and again only after it could not be had', async () => {
    let asked = 0;
    const keep = async () => {
      asked += 1;
      if (asked === 1) throw new Error('away');
      return KEY;
    };
    const values = { keep };
    const { trail } = record({ values: async () => values });
    for (let count = 0; count < 5; count += 1) await trail.of(REQUEST)(failed('ada@example.com'));
    expect(asked).toBe(2);
  });
});

test('a writer that fails is logged, and costs neither the others nor who told of the event', async () => {
  const lines: string[] = [];
  const full = () => {
    throw new Error('no space left on device');
  };
  const { trail, faults } = record({ writers: [full, (line) => void lines.push(line)] });
  await trail.of(REQUEST)({ event: 'account_removed', subject: 'user-1' });
  expect(lines).toHaveLength(1);
  expect(faults).toEqual(['audit event not written: account_removed']);
});

test('the file of a local run is its owner’s alone, and keeps what stands in it', async () => {
  const home = await mkdtemp(join(tmpdir(), 'gatehouse-audit-'));
  const file = auditFileIn(home);
  const { trail } = record({ writers: [toFile(file)] });
  for (const subject of ['one', 'two']) await trail.of(REQUEST)({ event: 'account_created', subject });
  const text = await readFile(file, 'utf8');
  expect(
    text
      .trimEnd()
      .split('\n')
      .map((line) => parseLine(line)?.subject),
  ).toEqual(['one', 'two']);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await rm(home, { recursive: true });
});
