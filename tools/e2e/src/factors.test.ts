// Second factors by codes, as their owner and an attacker meet them through the gateway.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { totpCode } from '@gatehouse/test-support';
import { claimsOf, clientOf, signUp, type Client } from './client.ts';
import { startGateway, type RunningGateway } from './gateway-process.ts';
import { challenge, complete, enrol, nextCode, type EnrolledApp } from './second-factor.ts';
import { mailsOfKind } from './mailbox.ts';
import { storesUnderTest } from './stores.ts';

describe.each(storesUnderTest('second factors'))('on $name', (store) => {
  let gateway: RunningGateway;
  let limited: RunningGateway;
  let call: Client;
  beforeAll(async () => {
    gateway = await startGateway(store);
    limited = await gateway.startBeside({
      CODE_LIMIT_PER_ACCOUNT: '2/86400',
      LOGIN_LIMIT_PER_ACCOUNT: '3/900',
      REAUTHENTICATION_SECONDS: '1',
    });
    call = clientOf(gateway.url);
  });
  afterAll(async () => {
    await limited?.stop();
    await gateway?.stop();
  });

  /** An owner who has enrolled an app. */
  const enrolled = async () => {
    const { person, user, tokens } = await signUp(call);
    return { person, user, tokens, ...(await enrol(call, tokens.access_token)) };
  };
  type Owner = Awaited<ReturnType<typeof enrolled>>;

  const factorsOf = async (token: string) => (await call('GET', '/auth/factors', { token })).body;
  const refusalOf = ({ status, body }: Awaited<ReturnType<Client>>) => [status, body?.code];
  const wrongCode = ({ secret }: Pick<EnrolledApp, 'secret'>): string => {
    const good = [-60, -30, 0, 30, 60].map((seconds) =>
      totpCode(secret, new Date(Date.now() + seconds * 1000)),
    );
    return ['000000', '000001', '000002', '000003', '000004', '000005'].find((code) => !good.includes(code))!;
  };
  const logInWith = async ({ person }: Owner, code: string) =>
    (await complete(call, await challenge(call, person), code)).body;

  test('an owner enrols an app, logs in with its code, and the tokens say so through a refresh', async () => {
    const { person, tokens } = await signUp(call);
    const { access_token: token } = tokens;
    expect(await factorsOf(token)).toEqual({ totp: false, passkeys: 0, recovery_codes_left: 0 });
    const { body: started } = await call('POST', '/auth/totp', { token });
    expect(started).toEqual({
      secret: expect.stringMatching(/^[A-Z2-7]{32}$/),
      otpauth_uri: expect.stringContaining(`otpauth://totp/127.0.0.1:${encodeURIComponent(person.email)}?`),
    });
    const app = await enrol(call, token);
    expect(app.recoveryCodes).toHaveLength(10);
    expect(await factorsOf(token)).toEqual({ totp: true, passkeys: 0, recovery_codes_left: 10 });
    const asked = await call('POST', '/auth/login', {
      body: { email: person.email, password: person.password },
    });
    expect(asked.status).toBe(403);
    expect(asked.body).toMatchObject({
      code: 'second_factor_required',
      challenge_token: expect.any(String),
      factors: ['totp', 'recovery_code'],
    });
    const { status, body } = await complete(call, asked.body.challenge_token, nextCode(app));
    expect(status).toBe(200);
    const { amr, auth_time } = claimsOf(body.access_token);
    expect(amr).toEqual(['pwd', 'otp', 'mfa']);
    const refreshed = await call('POST', '/auth/refresh', { body: { refresh_token: body.refresh_token } });
    expect(claimsOf(refreshed.body.access_token)).toMatchObject({ amr, auth_time });
  });

  test('a recovery code signs in once, in any spelling, and is gone', async () => {
    const owner = await enrolled();
    const [code = ''] = owner.recoveryCodes;
    const { access_token: token } = await logInWith(owner, code.toLowerCase().replaceAll('-', ' '));
    expect(claimsOf(token).amr).toEqual(['pwd', 'otp', 'mfa']);
    expect(await factorsOf(token)).toMatchObject({ recovery_codes_left: 9 });
    const again = await complete(call, await challenge(call, owner.person), code);
    expect(refusalOf(again)).toEqual([400, 'invalid_credentials']);
  });

  test('a code of the app counts once, the one that enrolled it too', async () => {
    const owner = await enrolled();
    const used = totpCode(owner.secret, owner.usedAt);
    const attempt = async (code: string) =>
      refusalOf(await complete(call, await challenge(call, owner.person), code));
    expect(await attempt(used)).toEqual([400, 'invalid_credentials']);
    const next = nextCode(owner);
    expect(await attempt(next)).toEqual([200, undefined]);
    expect(await attempt(next)).toEqual([400, 'invalid_credentials']);
  });

  test('of forty at once with one challenge and a right code, one gets in', async () => {
    const owner = await enrolled();
    const token = await challenge(call, owner.person);
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => complete(call, token, owner.recoveryCodes[0]!)),
    );
    const refusals = answers.filter(({ status }) => status !== 200).map(refusalOf);
    expect(refusals).toHaveLength(39);
    expect(new Set(refusals.map(String))).toEqual(new Set(['400,invalid_grant']));
  });

  test('of ten challenges at once with one code, one gets in', async () => {
    const owner = await enrolled();
    const tokens = await Promise.all(Array.from({ length: 10 }, () => challenge(call, owner.person)));
    const answers = await Promise.all(tokens.map((token) => complete(call, token, owner.recoveryCodes[0]!)));
    const outcomes = answers.map(({ status }) => status).sort();
    expect(outcomes).toEqual([200, ...Array(9).fill(400)]);
  });

  test('a challenge has five tries', async () => {
    const owner = await enrolled();
    const token = await challenge(call, owner.person);
    for (let count = 0; count < 5; count += 1)
      expect(refusalOf(await complete(call, token, wrongCode(owner)))).toEqual([400, 'invalid_credentials']);
    expect(refusalOf(await complete(call, token, nextCode(owner)))).toEqual([400, 'invalid_grant']);
  });

  test('a challenge is void once the password changes, the account is disabled, or a factor goes', async () => {
    const changes: readonly ((owner: Owner, token: string) => Promise<unknown>)[] = [
      ({ person }, token) =>
        call('POST', '/auth/password', {
          token,
          body: { current_password: person.password, new_password: 'seven quiet rivers run north' },
        }),
      async ({ person }) => {
        await gateway.operate('admin', 'disable', person.email);
        await gateway.operate('admin', 'enable', person.email);
      },
      (_owner, token) => call('DELETE', '/auth/totp', { token }),
      (_owner, token) => call('POST', '/auth/recovery-codes', { token }),
    ];
    for (const change of changes) {
      const owner = await enrolled();
      const { access_token: token } = await logInWith(owner, owner.recoveryCodes[0]!);
      const open = await challenge(call, owner.person);
      await change(owner, token);
      for (const code of [nextCode(owner), owner.recoveryCodes[1]!])
        expect(refusalOf(await complete(call, open, code))).toEqual([400, 'invalid_grant']);
    }
  });

  test('no other token is a challenge, and no challenge is another token', async () => {
    const owner = await enrolled();
    const token = await challenge(call, owner.person);
    for (const other of ['x', token.slice(0, -1), owner.tokens.refresh_token])
      expect(refusalOf(await complete(call, other, nextCode(owner)))).toEqual([400, 'invalid_grant']);
    const refresh = await call('POST', '/auth/refresh', { body: { refresh_token: token } });
    expect(refusalOf(refresh)).toEqual([400, 'invalid_grant']);
    const stranger = await enrolled();
    expect(refusalOf(await complete(call, token, nextCode(stranger)))).toEqual([400, 'invalid_credentials']);
    expect((await complete(call, token, nextCode(owner))).status).toBe(200);
  });

  test('changing factors ends every other session, and needs two factors where there is a second', async () => {
    const { person, tokens } = await signUp(call);
    const other = (
      await call('POST', '/auth/login', { body: { email: person.email, password: person.password } })
    ).body;
    const app = await enrol(call, tokens.access_token);
    const statusOf = async (token: string) => (await call('GET', '/auth/sessions', { token })).status;
    expect([await statusOf(tokens.access_token), await statusOf(other.access_token)]).toEqual([200, 401]);
    const acts = [
      ['POST', '/auth/totp'],
      ['DELETE', '/auth/totp'],
      ['POST', '/auth/recovery-codes'],
    ] as const;
    for (const [method, path] of acts)
      expect(refusalOf(await call(method, path, { token: tokens.access_token }))).toEqual([
        403,
        'reauthentication_required',
      ]);
    const { body } = await complete(call, await challenge(call, person), nextCode(app));
    const token = body.access_token as string;
    expect(refusalOf(await call('POST', '/auth/totp', { token }))).toEqual([409, 'already_enrolled']);
    const renewed = await call('POST', '/auth/recovery-codes', { token });
    expect(renewed.body.recovery_codes).toHaveLength(10);
    expect((await call('DELETE', '/auth/totp', { token })).status).toBe(204);
    expect(await factorsOf(token)).toEqual({ totp: false, passkeys: 0, recovery_codes_left: 0 });
    expect(await statusOf(tokens.access_token)).toBe(401);
    expect(refusalOf(await call('DELETE', '/auth/totp', { token }))).toEqual([404, 'not_found']);
    expect(refusalOf(await call('POST', '/auth/recovery-codes', { token }))).toEqual([404, 'not_found']);
    const confirm = await call('POST', '/auth/totp/confirm', { token, body: { code: '123456' } });
    expect(refusalOf(confirm)).toEqual([400, 'invalid_grant']);
  });

  test('the owner is told of each change of factors by mail, and of no use of them', async () => {
    const owner = await enrolled();
    const { access_token: token } = await logInWith(owner, owner.recoveryCodes[0]!);
    await call('POST', '/auth/recovery-codes', { token });
    await call('DELETE', '/auth/totp', { token });
    const mails = await mailsOfKind(gateway, owner.person.email, 'second_factor_changed', 3);
    expect(mails).toHaveLength(3);
  });

  test('wrong codes are counted over all challenges; the owner’s own logins are not', async () => {
    const owner = await enrolled();
    const there = clientOf(limited.url);
    const attempt = async (code: string) => complete(there, await challenge(there, owner.person), code);
    for (const code of owner.recoveryCodes.slice(0, 5)) expect((await attempt(code)).status).toBe(200);
    const [first, second] = [await attempt(wrongCode(owner)), await attempt(wrongCode(owner))];
    expect([refusalOf(first), refusalOf(second)]).toEqual(Array(2).fill([400, 'invalid_credentials']));
    const refused = await attempt(owner.recoveryCodes[5]!);
    expect(refusalOf(refused)).toEqual([429, 'too_many_attempts']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(80_000);
    expect(refusalOf(await there('POST', '/auth/login', { body: credentials(owner) }))).toEqual([
      429,
      'too_many_attempts',
    ]);
  });

  const credentials = ({ person: { email, password } }: Owner) => ({ email, password });

  test('a login that is not recent begins no enrolment', async () => {
    const { tokens } = await signUp(call);
    const there = clientOf(limited.url);
    await new Promise((resolve) => setTimeout(resolve, 2100));
    const answer = await there('POST', '/auth/totp', { token: tokens.access_token });
    expect(refusalOf(answer)).toEqual([403, 'reauthentication_required']);
  });
});
