import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { accessTable, type MethodRow } from '@gatehouse/access';
import { parametersOf } from '@gatehouse/contract';
import { mayCall } from '@gatehouse/contract/callers';
import { clientOf, logIn, newPerson, register, signUp, type Client, type Person } from './client.ts';
import { startGateway, type RunningGateway } from './gateway-process.ts';

/** One way to call a guarded route. */
interface Call {
  readonly method: string;
  readonly path: string;
  readonly mayBeCalled: boolean;
}

interface Account {
  readonly person: Person;
  readonly id: string;
  readonly roles: readonly string[];
}

/** The rows of each API, which are its declarations' own. */
const APIS = Object.entries(accessTable).map(
  ([api, rows]) => [api, rows.filter((row) => 'path' in row)] as const,
);
const ROLES = [...new Set(APIS.flatMap(([, rows]) => rows.flatMap(({ roles = [] }) => roles)))];

let gateway: RunningGateway;
let call: Client;
const accounts = new Map<string, Account>();
beforeAll(async () => {
  // A deletion asks for a fresh login here, and so is refused by its own code after the policy has let it through.
  gateway = await startGateway({ name: 'SQLite', databaseUrl: null }, { REAUTHENTICATION_SECONDS: '1' });
  call = clientOf(gateway.url);
  for (const role of ['user', ...ROLES]) {
    const person = newPerson();
    const { id } = await register(call, person);
    if (role !== 'user') await gateway.operate('admin', 'grant', person.email, role);
    accounts.set(role, { person, id, roles: role === 'user' ? [role] : ['user', role] });
  }
});
afterAll(() => gateway?.stop());

/** Each row as a call for the account's own things and, where its path has a parameter, for somebody else's. */
const callsOf = (rows: readonly MethodRow[], { id, roles }: Account): readonly Call[] =>
  rows.flatMap((row) => {
    const names = parametersOf(row.path);
    const values = names.length === 0 ? [''] : [id, 'somebody-else'];
    return values.map((value) => ({
      method: row.verb,
      path: row.path.replaceAll(/\{\w+\}/g, value),
      mayBeCalled: mayCall(
        row,
        { subject: id, roles, amr: ['pwd'] },
        Object.fromEntries(names.map((name) => [name, value])),
      ),
    }));
  });

/** The empty body fits no route that takes one, so that no call changes what the next one finds. */
const isLetThrough = async ({ method, path }: Call, token: string): Promise<boolean> => {
  const takesBody = ['POST', 'PUT', 'PATCH'].includes(method);
  const answer = await call(method, path, { token, ...(takesBody && { body: {} }) });
  expect(answer.status).not.toBe(401);
  return answer.body?.code !== 'forbidden';
};

describe.each(['user', ...ROLES])('as %s, with the authorizer’s answer cached', (role) => {
  test.each(APIS)('after a first call to any route of %s, any other answers right', async (_api, rows) => {
    const account = accounts.get(role)!;
    const calls = callsOf(rows, account);
    const pairs = calls.flatMap((first) => calls.map((second) => [first, second] as const));
    const tokens: string[] = [];
    for (const _pair of pairs) tokens.push((await logIn(call, account.person)).access_token);
    await wait(2100);
    for (const [index, pair] of pairs.entries()) {
      const [first, second] = pair;
      for (const asked of pair) {
        const which = `${first.method} ${first.path} then ${second.method} ${second.path}`;
        const letThrough = await isLetThrough(asked, tokens[index] ?? '');
        expect([which, letThrough]).toEqual([which, asked.mayBeCalled]);
      }
    }
  });
});

describe('where sessions are looked up', () => {
  let checking: RunningGateway;
  let callChecking: Client;
  beforeAll(async () => {
    checking = await startGateway({ name: 'SQLite', databaseUrl: null }, { SESSION_CHECK_SECONDS: '1' });
    callChecking = clientOf(checking.url);
  });
  afterAll(() => checking?.stop());

  test('an ended session’s access token is refused within seconds, although it has not expired', async () => {
    const { person, tokens } = await signUp(callChecking);
    const second = await logIn(callChecking, person);
    const me = (token: string) => callChecking('GET', '/users/me', { token });
    expect(await me(second.access_token)).toMatchObject({ status: 200 });
    await callChecking('POST', '/auth/logout', { body: { refresh_token: second.refresh_token } });
    await wait(1100);
    expect(await me(second.access_token)).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    expect(await me(tokens.access_token)).toMatchObject({ status: 200 });
  });
});

test('another team’s table can take the place of a file', async () => {
  const rows = [{ verb: 'GET', path: '/users/{id}', roles: ['admin'] }];
  const other = await startGateway(
    { name: 'SQLite', databaseUrl: null },
    { ACCESS_TABLE: JSON.stringify({ users: rows }) },
  );
  try {
    const callOther = clientOf(other.url);
    const { user, tokens } = await signUp(callOther);
    expect(await callOther('GET', `/users/${user.id}`, { token: tokens.access_token })).toMatchObject({
      status: 403,
    });
    expect(await callOther('GET', '/auth/sessions', { token: tokens.access_token })).toMatchObject({
      status: 200,
    });
  } finally {
    await other.stop();
  }
});
