// People whose passwords are in an old system alone: the first login brings them over, and no refusal tells who has come.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { claimsOf, clientOf, logIn, newPerson, signUp, type Client, type Person } from './client.ts';
import { startGateway, type RunningGateway } from './gateway-process.ts';
import { readAuditFile } from './logs/check-logs.ts';
import { mailsTo, tokenTo } from './mailbox.ts';
import { FAULTS, startOldSystem, type RunningOldSystem } from './old-system.ts';
import { storesUnderTest } from './stores.ts';

const parsed = (line: string) => JSON.parse(line) as { readonly subject: string | null };

const WRONG = 'not the password of anyone';

describe.each(storesUnderTest('legacy login'))('on $name, with an old system', (store) => {
  let oldSystem: RunningOldSystem;
  let open: RunningGateway;
  let gateway: RunningGateway;
  let closed: RunningGateway;
  let call: Client;
  beforeAll(async () => {
    oldSystem = await startOldSystem();
    open = await startGateway(store);
    const legacy = { LEGACY_LOGIN_URL: oldSystem.url };
    [gateway, closed] = await Promise.all([
      open.startBeside({ ...legacy, REGISTRATION: 'confirmed' }),
      open.startBeside({
        ...legacy,
        ...{ REGISTRATION: 'closed', LOGIN_LIMIT_PER_ACCOUNT: '1/900', REFRESH_COOKIE: 'strict' },
      }),
    ]);
    call = clientOf(gateway.url);
  });
  afterAll(async () => {
    await Promise.all([gateway?.stop(), closed?.stop()]);
    await open?.stop();
    await oldSystem?.[Symbol.asyncDispose]();
  });

  /** Somebody of the old system who has not come over. */
  const newcomer = (...known: [manner?: (typeof FAULTS)[number], emailVerified?: boolean]): Person => {
    const person = newPerson({ password: ' Short\u0301 ' });
    oldSystem.know(person, ...known);
    return person;
  };

  const askedAbout = ({ email }: Person) => oldSystem.asked.filter((asked) => asked.email === email);

  /** How long it takes until a login is refused, in milliseconds. */
  const refusedAfter = async ({ email, password }: Pick<Person, 'email' | 'password'>): Promise<number> => {
    const began = performance.now();
    const answer = await call('POST', '/auth/login', { body: { email, password } });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_credentials' } });
    return performance.now() - began;
  };

  test('somebody who has not come over has an account from the first login on, and the old system is asked no more', async () => {
    const person = newcomer();
    const { access_token: token } = await logIn(call, { ...person, email: person.email.toUpperCase() });
    const { first_name, last_name, email, password } = person;
    const me = { first_name, last_name, email, email_verified: true, pending_email: null, roles: ['user'] };
    expect(await call('GET', '/users/me', { token })).toMatchObject({ status: 200, body: me });
    expect(claimsOf(token)).toMatchObject({ amr: ['pwd'], roles: ['user'] });
    await logIn(call, person);
    expect(askedAbout(person)).toEqual([{ email, password }]);
  });

  test('the audit has the account and the login, and an address that was not verified there is not verified here', async () => {
    const { access_token: token } = await logIn(call, newcomer('answers', false));
    expect(await call('GET', '/users/me', { token })).toMatchObject({ body: { email_verified: false } });
    const { sub, sid } = claimsOf(token);
    const lines = readAuditFile(join(gateway.home, 'audit.jsonl')).trim().split('\n').map(parsed);
    expect(lines.filter(({ subject }) => subject === sub)).toMatchObject([
      { event: 'account_created', actor: null, sid: null },
      { event: 'login_succeeded', actor: sub, sid },
    ]);
  });

  test('four logins of one person at once are one account', async () => {
    const person = newcomer();
    const tokens = await Promise.all(Array.from({ length: 4 }, () => logIn(call, person)));
    expect(new Set(tokens.map(({ access_token }) => claimsOf(access_token).sub)).size).toBe(1);
  });

  test('a registration that waits is no account, and goes when the old system vouches', async () => {
    const person = newcomer();
    const stranger = { ...person, first_name: 'Eve', password: 'what the stranger has chosen' };
    expect((await call('POST', '/users', { body: stranger })).status).toBe(202);
    const token = await tokenTo(gateway, person.email, 'verify_email');
    const { access_token } = await logIn(call, person);
    expect(await call('GET', '/users/me', { token: access_token })).toMatchObject({
      body: { first_name: person.first_name },
    });
    const verified = await call('POST', '/auth/email/verify', {
      body: { ...{ token }, password: stranger.password },
    });
    expect(verified).toMatchObject({ status: 400, body: { code: 'invalid_grant' } });
  });

  test('every refusal takes two seconds, of whatever email, and whatever the old system does', async () => {
    const known = (await signUp(clientOf(open.url))).person;
    const disabled = (await signUp(clientOf(open.url))).person;
    await open.operate('admin', 'disable', disabled.email);
    const cameOver = newcomer();
    await logIn(call, cameOver);
    const faulty = FAULTS.map((fault) => newcomer(fault));
    const refused = [
      ...[known, cameOver, newcomer()].map((person) => ({ ...person, password: WRONG })),
      ...[disabled, newPerson(), ...faulty],
    ];
    const times: number[] = [];
    // A few at once: the old system has what the hasher leaves of the two seconds.
    while (refused.length > 0) times.push(...(await Promise.all(refused.splice(0, 4).map(refusedAfter))));
    // No sooner; how much later is the machine's business.
    for (const ms of times) expect(ms).toBeGreaterThanOrEqual(2000);
    for (const person of [known, disabled]) expect(askedAbout(person)).toEqual([]);
    expect(askedAbout(cameOver)).toHaveLength(1);
    for (const person of faulty) {
      expect(askedAbout(person)).toHaveLength(1);
      expect(await clientOf(open.url)('POST', '/auth/login', { body: person })).toMatchObject({
        status: 400,
      });
    }
  });

  test('each failure of the old system has its line in the log, and counts', async () => {
    for (const failure of [
      '"reason":"slow","failures":',
      '"reason":"unavailable","failures":',
      '"reason":"refused","what":"status 500","failures":',
      '"reason":"refused","what":"status 307","failures":',
      '"reason":"malformed","what":"content-type","failures":',
      '"reason":"malformed","what":"size","failures":',
      '"reason":"malformed","what":"first_name","failures":',
    ])
      await gateway.printed(`"message":"legacy login failed",${failure}`);
    await gateway.printed(`"failures":${FAULTS.length}`);
  });

  test('whoever has not come over gets no link to a new password', async () => {
    const [person, { person: known }] = [newcomer(), await signUp(clientOf(open.url))];
    for (const { email } of [person, known])
      expect((await call('POST', '/auth/password/forgot', { body: { email } })).status).toBe(202);
    await tokenTo(gateway, known.email, 'reset_password');
    expect(mailsTo(gateway, person.email)).toEqual([]);
  });

  test('beyond a limit nobody is asked, and that is answered at once', async () => {
    const [person, attempt] = [newcomer(), clientOf(closed.url)];
    const body = { email: person.email, password: WRONG };
    expect(await attempt('POST', '/auth/login', { body })).toMatchObject({ status: 400 });
    expect(await attempt('POST', '/auth/login', { body })).toMatchObject({
      ...{ status: 429, body: { code: 'too_many_attempts' } },
    });
    expect(askedAbout(person)).toHaveLength(1);
  });

  test('with a cookie, where registration is closed, the first login has the cookie', async () => {
    const { email, password } = newcomer();
    const headers = { 'gatehouse-refresh': 'cookie', 'sec-fetch-site': 'same-origin' };
    const answer = await clientOf(closed.url)('POST', '/auth/login', { body: { email, password }, headers });
    expect(answer.status).toBe(200);
    expect(answer.body).not.toHaveProperty('refresh_token');
    expect(answer.headers.getSetCookie().join()).toContain('__Host-gatehouse-refresh=');
  });
});
