// Every audit event, made once, from the outside. That the suite's other calls leave theirs behind too, and that no log of any
// gateway holds a secret, is asked whenever a gateway is stopped (logs/check-logs.ts).
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AuditEventName, AuditLine, Ending } from '@gatehouse/audit';
import { leaveOut } from '@gatehouse/test-support';
import { clientFrom } from './client-from.ts';
import {
  claimsOf,
  clientOf,
  logIn,
  newPerson,
  register,
  signUp,
  type Client,
  type Person,
} from './client.ts';
import { anAuthenticator, enrolPasskey, signInByPasskey } from './passkeys.ts';
import { challenge, complete, enrol } from './second-factor.ts';
import { startGateway, type RunningGateway } from './gateway-process.ts';
import { readAuditFile } from './logs/check-logs.ts';
import { tokenTo } from './mailbox.ts';
import { storesUnderTest } from './stores.ts';

type Case = Exclude<AuditEventName, 'session_ended'> | `session_ended ${Ending}`;

/** What a line must say, beside the members that all lines have. */
type Expected = Partial<AuditLine>;

/** Makes an event, and gives what its line must say. */
type Make = (world: World) => Promise<Expected>;

interface World {
  readonly gateway: RunningGateway;
  readonly call: Client;
}

const signedUp = async ({ call }: World) => {
  const { person, user, tokens } = await signUp(call);
  return { person, id: user.id, tokens, token: tokens.access_token, sid: claimsOf(tokens.access_token).sid };
};

const again = async ({ call }: World, person: Person) => {
  const { access_token: token, refresh_token } = await logIn(call, person);
  return { token, refresh_token, sid: claimsOf(token).sid };
};

const enrolled = async (world: World) => {
  const owner = await signedUp(world);
  return { ...owner, ...(await enrol(world.call, owner.token)) };
};

const refresh = ({ call }: World, token: string) =>
  call('POST', '/auth/refresh', { body: { refresh_token: token } });

/** Replays a token whose successor was handed out here, from the network of 127.9.9.0. */
const replayElsewhere = async (world: World, times: number) => {
  const { id, sid, tokens } = await signedUp(world);
  await refresh(world, tokens.refresh_token);
  const body = { refresh_token: tokens.refresh_token };
  for (let count = 0; count < times; count += 1)
    await clientFrom(world.gateway.url, '127.9.9.9')('POST', '/auth/refresh', { body });
  return { subject: id, sid, actor: null, address: '127.9.9.9' };
};

const operate = async (world: World, ...acts: readonly (readonly string[])[]): Promise<Expected> => {
  const { person, id } = await signedUp(world);
  for (const [act = '', ...rest] of acts) await world.gateway.operate('admin', act, person.email, ...rest);
  return { subject: id, actor: 'operator', address: null, request_id: null };
};

/** What an admin does to another's account; who did it. */
const asAdmin = async (world: World, method: string, path: string): Promise<Expected> => {
  const { person, id: actor } = await signedUp(world);
  await world.gateway.operate('admin', 'grant', person.email);
  const { token } = await again(world, person);
  await world.call(method, path, { token });
  return { actor };
};

/** The list must be complete to compile. Null: nothing in this workspace makes it yet. */
const MADE: Readonly<Record<Case, Make | null>> = {
  account_created: async ({ call }) => ({ subject: (await register(call, newPerson())).id, actor: null }),
  account_changed: async (world) => {
    const { id, token, sid } = await signedUp(world);
    const body = { first_name: 'Augusta', email: newPerson().email };
    await world.call('PATCH', `/users/${id}`, { token, body });
    return { subject: id, actor: id, sid, changed: ['first_name', 'email'] };
  },
  account_removed: async (world) => {
    const { id, token, sid } = await signedUp(world);
    await world.call('DELETE', `/users/${id}`, { token });
    return { subject: id, actor: id, sid };
  },
  account_disabled: (world) => operate(world, ['disable']),
  account_enabled: (world) => operate(world, ['disable'], ['enable']),
  roles_changed: async (world) => ({ ...(await operate(world, ['grant'])), roles: ['user', 'admin'] }),
  login_succeeded: async (world) => {
    const { id, sid } = await signedUp(world);
    return { subject: id, actor: id, sid, address: '127.0.0.1' };
  },
  login_failed: async ({ call }) => {
    const { email, password } = newPerson();
    await call('POST', '/auth/login', { body: { email, password } });
    return { subject: null, actor: null, sid: null, why: 'unknown_account' };
  },
  login_throttled: async (world) => {
    const { person, id } = await signedUp(world);
    const beside = await world.gateway.startBeside({ LOGIN_LIMIT_PER_ACCOUNT: '1/900' });
    const body = { email: person.email, password: 'none of theirs' };
    for (let count = 0; count < 2; count += 1) await clientOf(beside.url)('POST', '/auth/login', { body });
    await beside.stop();
    return { subject: id, actor: null, sid: null };
  },
  login_challenged: async (world) => {
    const { id, person } = await enrolled(world);
    await challenge(world.call, person);
    return { subject: id, actor: null, sid: null };
  },
  second_factor_failed: async (world) => {
    const { id, person } = await enrolled(world);
    await complete(world.call, await challenge(world.call, person), 'none of theirs');
    return { subject: id, actor: null, sid: null, factor: 'recovery_code' };
  },
  factor_added: async (world) => {
    const { id, sid } = await enrolled(world);
    return { subject: id, actor: id, sid, factor: 'totp' };
  },
  factor_removed: async (world) => {
    const { id, person, recoveryCodes } = await enrolled(world);
    const { body } = await complete(world.call, await challenge(world.call, person), recoveryCodes[0]!);
    const token = body.access_token as string;
    await world.call('DELETE', '/auth/totp', { token });
    return { subject: id, actor: id, sid: claimsOf(token).sid, factor: 'totp' };
  },
  passkey_counter_regressed: async (world) => {
    const { id, token } = await signedUp(world);
    const authenticator = anAuthenticator(world.gateway);
    await enrolPasskey(world.call, token, authenticator);
    for (const counter of [5, 4]) await signInByPasskey(world.call, authenticator, { counter });
    return { subject: id, actor: null, sid: null };
  },
  refresh_replayed_elsewhere: (world) => replayElsewhere(world, 1),
  password_changed: async (world) => {
    const { person, id, token, sid } = await signedUp(world);
    const body = { current_password: person.password, new_password: 'seven quiet rivers run north' };
    await world.call('POST', '/auth/password', { token, body });
    return { subject: id, actor: id, sid };
  },
  password_reset_requested: async ({ call }) => {
    await call('POST', '/auth/password/forgot', { body: { email: newPerson().email } });
    return { subject: null, actor: null, sid: null };
  },
  email_verified: async (world) => {
    const { person, id } = await signedUp(world);
    const token = await tokenTo(world.gateway, person.email, 'verify_email');
    await world.call('POST', '/auth/email/verify', { body: { token, password: person.password } });
    return { subject: id, actor: null, sid: null };
  },
  'session_ended logout': async (world) => {
    const { id, sid, tokens } = await signedUp(world);
    await world.call('POST', '/auth/logout', { body: { refresh_token: tokens.refresh_token } });
    return { subject: id, actor: id, sid };
  },
  'session_ended logout_all': async (world) => {
    const { person, id, sid } = await signedUp(world);
    const { token } = await again(world, person);
    await world.call('POST', '/auth/logout-all', { token });
    return { subject: id, actor: id, sid };
  },
  'session_ended ended_by_owner': async (world) => {
    const { person, id, sid } = await signedUp(world);
    const { token } = await again(world, person);
    await world.call('DELETE', `/auth/sessions/${sid}`, { token });
    return { subject: id, actor: id, sid };
  },
  'session_ended password': async (world) => {
    const { person, id, sid } = await signedUp(world);
    const { token } = await again(world, person);
    const body = { current_password: person.password, new_password: 'seven quiet rivers run north' };
    await world.call('POST', '/auth/password', { token, body });
    return { subject: id, actor: id, sid };
  },
  'session_ended factor': async (world) => {
    const { person, id, sid } = await signedUp(world);
    const { token } = await again(world, person);
    await enrol(world.call, token);
    return { subject: id, actor: id, sid };
  },
  'session_ended reset': async (world) => {
    const { person, id, sid } = await signedUp(world);
    await world.call('POST', '/auth/password/forgot', { body: { email: person.email } });
    const token = await tokenTo(world.gateway, person.email, 'reset_password');
    const body = { token, new_password: 'seven quiet rivers run north' };
    await world.call('POST', '/auth/password/reset', { body });
    return { subject: id, actor: null, sid };
  },
  'session_ended removed': async (world) => {
    const { id, token, sid } = await signedUp(world);
    await world.call('DELETE', `/users/${id}`, { token });
    return { subject: id, actor: id, sid };
  },
  'session_ended disabled': async (world) => {
    const { person, id, sid } = await signedUp(world);
    await world.gateway.operate('admin', 'disable', person.email);
    return { subject: id, actor: 'operator', sid, address: null };
  },
  'session_ended operator': async (world) => {
    const { id, sid } = await signedUp(world);
    await asAdmin(world, 'DELETE', `/users/${id}/sessions`);
    return { subject: id, sid };
  },
  'session_ended reuse': async (world) => {
    const { id, sid, tokens } = await signedUp(world);
    const { body } = await refresh(world, tokens.refresh_token);
    await refresh(world, body.refresh_token as string);
    await refresh(world, tokens.refresh_token);
    return { subject: id, actor: null, sid };
  },
  'session_ended replays': (world) => replayElsewhere(world, 4),
  'session_ended limit': async (world) => {
    const { person, id, sid } = await signedUp(world);
    for (let count = 0; count < 50; count += 1) await logIn(world.call, person);
    return { subject: id, actor: id, sid };
  },
};

/** Elsewhere a machine has 127.0.0.1 alone. */
const hasNetworks = process.platform === 'linux';
if (!hasNetworks)
  leaveOut('replays from another network', 'it needs Linux, where all of 127.0.0.0/8 is this machine');

const isMade = (name: string, make: Make | null): make is Make =>
  make !== null && (hasNetworks || !name.includes('replay'));

const cases = Object.entries(MADE).flatMap(([name, make]) =>
  isMade(name, make) ? [[name, make] as const] : [],
);

describe.each(storesUnderTest('audit events'))('on $name', (store) => {
  let world: World;
  beforeAll(async () => {
    const gateway = await startGateway(store);
    world = { gateway, call: clientOf(gateway.url) };
  });
  afterAll(() => world?.gateway.stop());

  const lines = (): readonly AuditLine[] =>
    readAuditFile(join(world.gateway.home, 'audit.jsonl'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as AuditLine);

  test.each(cases)('%s is told as it happens', async (name, make) => {
    const [event, why] = name.split(' ');
    const expected = { audit: true, event, ...(why !== undefined && { why }), ...(await make(world)) };
    const told = lines().filter(
      (line) => line.event === event && line.subject === expected.subject && line['why'] === expected.why,
    );
    expect(told.length).toBeGreaterThan(0);
    expect(told).toContainEqual(expect.objectContaining(expected));
  });

  test('an account’s key is that of its email in any letter case, at every event that an email is given to', async () => {
    const { person, id } = await signedUp(world);
    const email = person.email.toUpperCase();
    await world.call('POST', '/auth/login', { body: { email, password: 'not the password' } });
    await world.gateway.operate('admin', 'grant', person.email);
    const keys = lines()
      .filter(({ subject }) => subject === id)
      .map(({ event, account_key }) => [event, account_key]);
    const key = expect.stringMatching(/^[\w-]{43}$/);
    expect(keys).toEqual([
      ['account_created', key],
      ['login_succeeded', key],
      ['login_failed', key],
      ['roles_changed', key],
    ]);
    expect(new Set(keys.map(([, itsKey]) => itsKey)).size).toBe(1);
  });

  test('a request’s lines name it by its id, and stand on standard output as they stand in the file', async () => {
    const { headers } = await world.call('POST', '/users', { body: newPerson() });
    const id = headers.get('x-request-id') ?? '';
    const line = JSON.stringify(lines().find(({ request_id }) => request_id === id));
    await world.gateway.printed(`users | ${line}\n`);
  });

  test('npm run audit prints them all, or those of one account', async () => {
    const { person, id } = await signedUp(world);
    await world.call('POST', '/auth/login', { body: { email: person.email, password: 'not the password' } });
    const printed = async (...args: string[]): Promise<readonly AuditLine[]> =>
      (await world.gateway.operate('audit', ...args))
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as AuditLine);
    expect(await printed()).toEqual(lines());
    const ofOne = await printed('--account', person.email);
    expect(ofOne.map(({ event }) => event)).toEqual(['account_created', 'login_succeeded', 'login_failed']);
    expect(new Set(ofOne.map(({ subject }) => subject))).toEqual(new Set([id]));
  });
});
