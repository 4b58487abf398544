// Somebody who takes a victim's address before the victim comes (pre-hijacking): in every way in which it can be taken, nothing is
// gained by what the victim does, and after the victim's reset nothing of the attacker is left.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clientOf, logIn, newPerson, signUp, type Client, type Person, type TokenSet } from './client.ts';
import { startGateway, type RunningGateway } from './gateway-process.ts';
import { mailsOfKind, tokenTo } from './mailbox.ts';
import { challenge, complete, enrol, nextCode } from './second-factor.ts';
import { storesUnderTest } from './stores.ts';

const OWN_PASSWORD = 'seven quiet rivers run north';
const ATTACKER_PASSWORD = 'what the attacker has chosen';

interface Scene {
  readonly gateway: RunningGateway;
  readonly call: Client;
  /** As whom the attacker signs in, where that is possible. */
  readonly attacker: Person;
  /** What the victim would register as. */
  readonly victim: Person;
}

describe.each(storesUnderTest('pre-hijacking'))('on $name', (store) => {
  let open: RunningGateway;
  let confirmed: RunningGateway;
  beforeAll(async () => {
    open = await startGateway(store);
    confirmed = await open.startBeside({ REGISTRATION: 'confirmed' });
  });
  afterAll(async () => {
    await confirmed?.stop();
    await open?.stop();
  });

  const sceneAt = (gateway: RunningGateway): Scene => {
    const victim = newPerson({ password: OWN_PASSWORD });
    const attacker = { ...victim, password: ATTACKER_PASSWORD };
    return { gateway, call: clientOf(gateway.url), attacker, victim };
  };

  const refusal = (code: string) => ({ status: 400, body: { code } });

  /** The victim clicks what was mailed, with the password that the victim believes to have. */
  const click = async ({ gateway, call, victim }: Scene): Promise<void> => {
    const token = await tokenTo(gateway, victim.email, 'verify_email');
    const body = { token, password: victim.password };
    expect(await call('POST', '/auth/email/verify', { body })).toMatchObject(refusal('invalid_credentials'));
  };

  const resetAsVictim = async ({ gateway, call, victim }: Scene): Promise<void> => {
    await call('POST', '/auth/password/forgot', { body: { email: victim.email } });
    const token = await tokenTo(gateway, victim.email, 'reset_password');
    const body = { token, new_password: victim.password };
    expect((await call('POST', '/auth/password/reset', { body })).status).toBe(204);
  };

  /** No password, no session and no factor of the attacker's counts, and the account is the victim's. */
  const expectVictims = async (
    { call, attacker, victim }: Scene,
    sessions: readonly TokenSet[],
  ): Promise<void> => {
    const { email, password } = attacker;
    const login = await call('POST', '/auth/login', { body: { email, password } });
    expect(login).toMatchObject(refusal('invalid_credentials'));
    for (const { access_token: token, refresh_token } of sessions) {
      expect((await call('GET', '/users/me', { token })).status).toBe(401);
      const refreshed = await call('POST', '/auth/refresh', { body: { refresh_token } });
      expect(refreshed).toMatchObject(refusal('invalid_grant'));
    }
    const { access_token: token } = await logIn(call, victim);
    expect(await call('GET', '/users/me', { token })).toMatchObject({
      body: { email: victim.email, email_verified: true, pending_email: null },
    });
    const none = { totp: false, passkeys: 0, recovery_codes_left: 0 };
    expect(await call('GET', '/auth/factors', { token })).toMatchObject({ body: none });
  };

  test('by a registration where it is open', async () => {
    const scene = sceneAt(open);
    const { call, attacker, victim } = scene;
    const { tokens, user } = await signUp(call, attacker);
    const { access_token: token } = tokens;
    const app = await enrol(call, token);
    const signedIn = await complete(call, await challenge(call, attacker), nextCode(app));
    const sessions = [tokens, signedIn.body as TokenSet];
    const opened = await challenge(call, attacker);
    const body = { email: newPerson().email };
    expect((await call('PATCH', `/users/${user.id}`, { token, body })).status).toBe(200);
    await click(scene);
    expect(await call('POST', '/users', { body: victim })).toMatchObject({
      ...{ status: 409, body: { code: 'email_taken' } },
    });
    expect(await call('GET', '/users/me', { token })).toMatchObject({ body: { email_verified: false } });
    const link = await tokenTo(open, body.email, 'verify_email');
    await resetAsVictim(scene);
    const late = { token: link, password: ATTACKER_PASSWORD };
    expect(await call('POST', '/auth/email/verify', { body: late })).toMatchObject(refusal('invalid_grant'));
    expect(await complete(call, opened, app.recoveryCodes[0]!)).toMatchObject(refusal('invalid_grant'));
    await expectVictims(scene, sessions);
  });

  test('by a registration where they are confirmed', async () => {
    const scene = sceneAt(confirmed);
    const { gateway, call, attacker, victim } = scene;
    expect((await call('POST', '/users', { body: attacker })).status).toBe(202);
    await click(scene);
    expect((await call('POST', '/users', { body: victim })).status).toBe(202);
    await mailsOfKind(gateway, victim.email, 'verify_email', 2);
    await click(scene);
    const { email, password } = attacker;
    const login = await call('POST', '/auth/login', { body: { email, password } });
    expect(login).toMatchObject(refusal('invalid_credentials'));
    await resetAsVictim(scene);
    await expectVictims(scene, []);
  });

  test.each([
    ['open', () => open],
    ['confirmed', () => confirmed],
  ] as const)(
    'by a change of the attacker’s own email, while registration is %s',
    async (_mode, gatewayOf) => {
      const gateway = gatewayOf();
      const scene = { ...sceneAt(gateway), attacker: newPerson({ password: ATTACKER_PASSWORD }) };
      const { call, attacker, victim } = scene;
      const { tokens, user } = await signUp(clientOf(open.url), attacker);
      const { access_token: token } = tokens;
      const asked = await call('PATCH', `/users/${user.id}`, { token, body: { email: victim.email } });
      expect(asked).toMatchObject({ status: 200, body: { pending_email: victim.email } });
      await click(scene);
      expect(await call('GET', '/users/me', { token })).toMatchObject({ body: { email: attacker.email } });
      expect([201, 202]).toContain((await call('POST', '/users', { body: victim })).status);
      const link = await tokenTo(gateway, victim.email, 'verify_email', 2);
      const body = { token: link, password: victim.password };
      expect((await call('POST', '/auth/email/verify', { body })).status).toBe(204);
      await resetAsVictim(scene);
      await logIn(call, victim);
      expect(await call('GET', '/users/me', { token })).toMatchObject({ body: { email: attacker.email } });
    },
  );

  test('where registration is closed nobody can, and a stranger’s click gives nothing', async () => {
    const closed = await open.startBeside({ REGISTRATION: 'closed' });
    try {
      const scene = { ...sceneAt(closed), attacker: newPerson({ password: ATTACKER_PASSWORD }) };
      const { call, attacker, victim } = scene;
      expect((await call('POST', '/users', { body: victim })).status).toBe(403);
      const { tokens, user } = await signUp(clientOf(open.url), attacker);
      const { access_token: token } = tokens;
      await call('PATCH', `/users/${user.id}`, { token, body: { email: victim.email } });
      await click(scene);
      expect(await call('GET', '/users/me', { token })).toMatchObject({ body: { email: attacker.email } });
    } finally {
      await closed.stop();
    }
  });
});
