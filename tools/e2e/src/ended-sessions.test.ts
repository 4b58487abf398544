// An ended session acts no more: every guarded route of the document, for every way in which a session ends, although the
// token has not expired and the authorizer's answer is cached. A route of tomorrow is in it by its declaration.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { waitUntil } from '@gatehouse/test-support';
import {
  claimsOf,
  clientOf,
  logIn,
  newPerson,
  register,
  type Client,
  type Person,
  type TokenSet,
} from './client.ts';
import { pathOf } from './document/good-request.ts';
import { operations, outcomeOf } from './document/openapi.ts';
import { startGateway, type RunningGateway } from './gateway-process.ts';
import { storesUnderTest } from './stores.ts';

const GUARDED = operations.filter(({ callers }) => callers !== 'anyone');

const NEW_PASSWORD = 'another horse battery staple';

describe.each(storesUnderTest('ended sessions'))('on $name', (store) => {
  let gateway: RunningGateway;
  let shortIdle: RunningGateway;
  let call: Client;
  let ada: Person & { readonly id: string };
  beforeAll(async () => {
    gateway = await startGateway(store);
    shortIdle = await gateway.startBeside({ REFRESH_IDLE_TTL_SECONDS: '1' });
    call = clientOf(gateway.url);
  });
  // An admin, so that the policy lets every call through and the route itself has to refuse it; and another, since the last one stays.
  beforeAll(async () => {
    const admin = async () => {
      const person = newPerson();
      const { id } = await register(call, person);
      await gateway.operate('admin', 'grant', person.email);
      return { ...person, id };
    };
    await admin();
    ada = await admin();
  });
  afterAll(async () => {
    await shortIdle?.stop();
    await gateway?.stop();
  });

  const statusFor = async ({ access_token: token }: TokenSet): Promise<number> =>
    (await call('GET', '/users/me', { token })).status;

  /** What each guarded route answers to this token, by its name. */
  const outcomes = async ({ access_token: token }: TokenSet): Promise<Record<string, string>> => {
    const answers: Record<string, string> = {};
    for (const operation of GUARDED) {
      const { method, body } = operation;
      const answer = await call(method, pathOf(operation, ada.id), { token, body });
      answers[operation.id] = outcomeOf(answer);
    }
    return answers;
  };

  const ok = async (method: string, path: string, sent: Parameters<Client>[2]): Promise<void> => {
    expect((await call(method, path, sent)).status).toBe(204);
  };

  const refresh = ({ refresh_token }: TokenSet) => call('POST', '/auth/refresh', { body: { refresh_token } });

  const sessionIdOf = ({ access_token }: TokenSet): string => claimsOf(access_token).sid;

  const changePassword = async (token: string, to: string): Promise<void> => {
    const body = { current_password: ada.password, new_password: to };
    await ok('POST', '/auth/password', { token, body });
    ada = { ...ada, password: to };
  };

  /** By what a session ends; `other` is another one of the same account. */
  const ENDINGS: readonly (readonly [
    name: string,
    end: (ended: TokenSet, other: TokenSet) => Promise<unknown>,
  ])[] = [
    ['logout', ({ refresh_token }) => ok('POST', '/auth/logout', { body: { refresh_token } })],
    ['its own logout-all', ({ access_token: token }) => ok('POST', '/auth/logout-all', { token })],
    [
      'another session’s logout-all',
      (_, { access_token: token }) => ok('POST', '/auth/logout-all', { token }),
    ],
    [
      'ending itself',
      (ended) => ok('DELETE', `/auth/sessions/${sessionIdOf(ended)}`, { token: ended.access_token }),
    ],
    [
      'another session’s ending it',
      (ended, { access_token: token }) => ok('DELETE', `/auth/sessions/${sessionIdOf(ended)}`, { token }),
    ],
    [
      'another session’s password change',
      (_, { access_token }) => changePassword(access_token, NEW_PASSWORD),
    ],
    [
      'disabling and enabling',
      async () => {
        await gateway.operate('admin', 'disable', ada.email);
        await gateway.operate('admin', 'enable', ada.email);
      },
    ],
    ['an operator’s ending all of them', () => gateway.operate('admin', 'logout', ada.email)],
    [
      'the reuse of an old refresh token',
      async (ended) => {
        const second = (await refresh(ended)).body as TokenSet;
        await refresh(second);
        expect((await refresh(ended)).status).toBe(400);
      },
    ],
  ];

  test.each(ENDINGS)('after %s, every guarded route refuses the token, at once', async (_name, end) => {
    const [ended, other] = [await logIn(call, ada), await logIn(call, ada)];
    expect(await statusFor(ended)).toBe(200);
    await end(ended, other);
    expect(await outcomes(ended)).toEqual(
      Object.fromEntries(GUARDED.map(({ id }) => [id, '401 unauthorized'])),
    );
    await logIn(call, ada);
  });

  test('after its expiry, every guarded route refuses the token', async () => {
    const ended = await logIn(clientOf(shortIdle.url), ada);
    await waitUntil('the session has expired', async () => (await statusFor(ended)) === 401);
    expect(new Set(Object.values(await outcomes(ended)))).toEqual(new Set(['401 unauthorized']));
  });

  test('while the account is disabled, every guarded route refuses the token', async () => {
    const ended = await logIn(call, ada);
    await gateway.operate('admin', 'disable', ada.email);
    expect(new Set(Object.values(await outcomes(ended)))).toEqual(new Set(['401 unauthorized']));
    await gateway.operate('admin', 'enable', ada.email);
  });

  test('the session that changed the password goes on with the token it has', async () => {
    const kept = await logIn(call, ada);
    await changePassword(kept.access_token, `${NEW_PASSWORD} again`);
    expect(await statusFor(kept)).toBe(200);
    expect((await refresh(kept)).status).toBe(200);
  });
});

test('the guarded routes are those that the declarations guard', () => {
  expect(GUARDED.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['authLogoutAll', 'authEndSession', 'authChangePassword', 'usersRemove']),
  );
});
