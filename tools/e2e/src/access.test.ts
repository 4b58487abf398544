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
beforeAll(async () => {
  // A deletion asks for a fresh login here, and so is refused by its own code after the policy has let it through.
  gateway = await startGateway({ name: 'SQLite', databaseUrl: null }, { REAUTHENTICATION_SECONDS: '1' });
  call = clientOf(gateway.url);
});
afterAll(() => gateway?.stop());

const accountWith = async (role: string): Promise<Account> => {
  const person = newPerson();
  const { id } = await register(call, person);
  if (role !== 'user') await gateway.operate('admin', 'grant', person.email, role);
  return { person, id, roles: role === 'user' ? [role] : ['user', role] };
};

/** Ends every session of the account. */
const endsSessions = ({ path }: Call): boolean =>
  path === '/auth/logout-all' || (/^\/users\/.*\/sessions$/.test(path) && !path.includes(SOMEBODY_ELSE));

const SOMEBODY_ELSE = 'somebody-else';

const which = (method: string, path: string): string => `${method} ${path}`;

/** Each row as a call for the account's own things and, where its path has a parameter, for somebody else's. */
const callsOf = (rows: readonly MethodRow[], { id, roles }: Account): readonly Call[] =>
  rows.flatMap((row) => {
    const names = parametersOf(row.path);
    const values = names.length === 0 ? [''] : [id, SOMEBODY_ELSE];
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
const isLetThrough = async ({ method, path }: Call, token: string, isEnded: boolean): Promise<boolean> => {
  const takesBody = ['POST', 'PUT', 'PATCH'].includes(method);
  const answer = await call(method, path, { token, ...(takesBody && { body: {} }) });
  // A route that the policy lets through may refuse a session that has ended, and no other.
  if (!isEnded) expect([which(method, path), answer.status]).not.toEqual([which(method, path), 401]);
  return answer.body?.code !== 'forbidden';
};

/** A call whose answer by the authorizer is cached for all that follow with this token. */
interface Walk {
  readonly calls: readonly Call[];
  readonly first: number;
  readonly token: string;
}

/** The first call, then every other one; those that end the session come last, since nothing is let through for sure behind them. */
const judge = async ({ calls, first, token }: Walk): Promise<void> => {
  const others = calls.filter((_call, index) => index !== first);
  const order = [
    calls[first]!,
    ...others.filter((one) => !endsSessions(one)),
    ...others.filter(endsSessions),
  ];
  let isEnded = false;
  for (const asked of order) {
    const letThrough = await isLetThrough(asked, token, isEnded);
    const name = `${which(order[0]!.method, order[0]!.path)} then ${which(asked.method, asked.path)}`;
    expect([name, letThrough]).toEqual([name, asked.mayBeCalled]);
    isEnded ||= endsSessions(asked);
  }
};

describe.each(['user', ...ROLES])('as %s, with the authorizer’s answer cached', (role) => {
  test.each(APIS)('after a first call to any route of %s, any other answers right', async (_api, rows) => {
    const walks: Walk[] = [];
    for (const first of callsOf(rows, { id: '', person: newPerson(), roles: [] }).keys()) {
      const account = await accountWith(role);
      const { access_token: token } = await logIn(call, account.person);
      walks.push({ calls: callsOf(rows, account), first, token });
    }
    // No login is recent any more.
    await wait(2100);
    for (const walk of walks) await judge(walk);
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
