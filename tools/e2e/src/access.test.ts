import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clientOf, logIn, newPerson, register, signUp, type Client, type Person } from './client.ts';
import { startGateway, type RunningGateway } from './gateway-process.ts';

type Role = 'user' | 'admin';

/** One way to call each protected route; none of them changes what the next one finds. */
interface Route {
  readonly method: string;
  readonly path: (self: string) => string;
  readonly body?: unknown;
  readonly who: readonly Role[];
}

const everyone: readonly Role[] = ['user', 'admin'];
const self = (id: string): string => `/users/${id}`;
const other = (): string => '/users/somebody-else';
const name = { first_name: 'Ada' };

const APIS: Readonly<Record<string, readonly Route[]>> = {
  users: [
    { method: 'GET', path: () => '/users', who: ['admin'] },
    { method: 'GET', path: () => '/users/me', who: everyone },
    { method: 'GET', path: self, who: everyone },
    { method: 'PATCH', path: self, body: name, who: everyone },
    { method: 'DELETE', path: self, who: everyone },
    { method: 'GET', path: other, who: ['admin'] },
    { method: 'PATCH', path: other, body: name, who: ['admin'] },
    { method: 'DELETE', path: other, who: ['admin'] },
  ],
  auth: [
    { method: 'POST', path: () => '/auth/logout-all', who: everyone },
    { method: 'POST', path: () => '/auth/password', body: {}, who: everyone },
    { method: 'GET', path: () => '/auth/sessions', who: everyone },
    { method: 'DELETE', path: () => '/auth/sessions/unknown', who: everyone },
  ],
};

let gateway: RunningGateway;
let call: Client;
const accounts = {} as Record<Role, { readonly person: Person; readonly id: string }>;
beforeAll(async () => {
  // A deletion asks for a fresh login here, and so is refused by its own code after the policy has let it through.
  gateway = await startGateway(
    { name: 'SQLite', databaseUrl: null },
    { ARGON2_MEMORY_KIB: '1024', REAUTHENTICATION_SECONDS: '1' },
  );
  call = clientOf(gateway.url);
  for (const role of everyone) {
    const person = newPerson();
    const { id } = await register(call, person);
    if (role === 'admin') await gateway.operate('admin', 'grant', person.email);
    accounts[role] = { person, id };
  }
});
afterAll(() => gateway?.stop());

const isLetThrough = async ({ method, path, body }: Route, id: string, token: string): Promise<boolean> => {
  const answer = await call(method, path(id), { token, body });
  expect(answer.status).not.toBe(401);
  return answer.body?.code !== 'forbidden';
};

describe.each(everyone)('as %s, with the authorizer’s answer cached', (role) => {
  test.each(Object.keys(APIS))(
    'after a first call to any route of %s, any other answers right',
    async (api) => {
      const routes = APIS[api] ?? [];
      const { person, id } = accounts[role];
      const pairs = routes.flatMap((first) => routes.map((second) => [first, second] as const));
      const tokens: string[] = [];
      for (const _pair of pairs) tokens.push((await logIn(call, person)).access_token);
      await wait(2100);
      for (const [index, [first, second]] of pairs.entries()) {
        const token = tokens[index] ?? '';
        for (const route of [first, second]) {
          const letThrough = await isLetThrough(route, id, token);
          const which = `${first.method} ${first.path(id)} then ${second.method} ${second.path(id)}`;
          expect([which, letThrough]).toEqual([which, route.who.includes(role)]);
        }
      }
    },
  );
});

describe('where sessions are looked up', () => {
  let checking: RunningGateway;
  let callChecking: Client;
  beforeAll(async () => {
    checking = await startGateway(
      { name: 'SQLite', databaseUrl: null },
      { ARGON2_MEMORY_KIB: '1024', SESSION_CHECK_SECONDS: '1' },
    );
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
    { ARGON2_MEMORY_KIB: '1024', ACCESS_TABLE: JSON.stringify({ users: rows }) },
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
