// Passkeys in a real Chromium, by an authenticator of its own, against the real gateway: the page does what docs/api.md shows.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { leaveOut } from '@gatehouse/test-support';
import { startGateway, type RunningGateway } from '@gatehouse/tool-e2e/gateway-process';
import {
  findInstalled,
  openChromium,
  servePages,
  type AuthenticatorOptions,
  type Chromium,
  type Installed,
  type ServedPages,
  type Tab,
  type Visitor,
} from './index.ts';

/** A page that knows the API by its address, and nothing of Gatehouse but its routes. */
const PAGE = `<!doctype html>
<meta charset="utf-8" /><title>A page</title><link rel="icon" href="data:," />
<script type="module">
  const api = new URL(location.href).searchParams.get('api');
  window.call = async (method, path, body, token) => {
    const headers = { ...(body && { 'content-type': 'application/json' }), ...(token && { authorization: 'Bearer ' + token }) };
    const answer = await fetch(api + path, { method, headers, body: body && JSON.stringify(body) });
    return { status: answer.status, body: answer.status === 204 ? null : await answer.json() };
  };
  window.add = async (name, token) => {
    const { body } = await call('POST', '/auth/passkeys/options', undefined, token);
    const made = await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(body) });
    return call('POST', '/auth/passkeys', { name, credential: made.toJSON() }, token);
  };
  window.assert = async (body = {}) => {
    const asked = await call('POST', '/auth/passkey/options', body);
    const got = await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked.body) });
    return got.toJSON();
  };
  window.amr = ({ body }) => JSON.parse(atob(body.access_token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/'))).amr;
</script>`;

const declare = (installed: Exclude<Installed, { missing: string }>): void => {
  let pages: ServedPages;
  let gateway: RunningGateway;
  let chromium: Chromium;
  let origin: string;
  let visitor: Visitor;

  beforeAll(async () => {
    pages = await servePages({ '/': PAGE });
    // Browsers give no passkeys to an IP address.
    origin = pages.origin.replace('127.0.0.1', 'localhost');
    gateway = await startGateway(
      { name: 'SQLite', databaseUrl: null },
      { CORS_ORIGINS: origin, WEBAUTHN_ORIGINS: origin },
    );
    chromium = await openChromium(installed);
  });
  afterAll(async () => {
    await chromium?.stop();
    await gateway?.stop();
    await pages?.stop();
  });
  beforeEach(async () => void (visitor = await chromium.visitor()));
  afterEach(() => visitor.leave());

  const open = async (options: AuthenticatorOptions): Promise<Tab> => {
    const tab = await visitor.open(`${origin}/?api=${encodeURIComponent(gateway.url)}`);
    await tab.authenticator(options);
    return tab;
  };

  /** Registers somebody, and logs in by the password: `ada`, and `token` are there for what follows. */
  const signUp = (tab: Tab): Promise<unknown> =>
    tab.run(`(async () => {
      window.ada = { email: 'ada.' + crypto.randomUUID() + '@example.com', password: 'correct horse battery staple' };
      await call('POST', '/users', { first_name: 'Ada', last_name: 'Lovelace', ...ada });
      window.token = (await call('POST', '/auth/login', ada)).body.access_token;
    })()`);

  test.each([
    ['of one device', { verifiesUser: true, synced: false }, 'hwk'],
    ['that may be synced', { verifiesUser: true, synced: true }, 'swk'],
  ])(
    'a passkey %s is added, signs in alone, completes a login, is listed and removed',
    async (_what, kind, name) => {
      const tab = await open(kind);
      await signUp(tab);
      expect(await tab.run(`add('My laptop', token)`)).toMatchObject({
        status: 201,
        body: { name: 'My laptop', last_used_at: null, recovery_codes: expect.any(Array) },
      });
      const alone = `window.alone = await call('POST', '/auth/passkey', { credential: await assert() })`;
      expect(await tab.run(`(async () => { ${alone}; return amr(alone); })()`)).toEqual([name, 'mfa']);
      const both = `(async () => {
      const { body: { challenge_token } } = await call('POST', '/auth/login', ada);
      const credential = await assert({ challenge_token });
      return amr(await call('POST', '/auth/login/second-factor', { challenge_token, credential }));
    })()`;
      expect(await tab.run(both)).toEqual(['pwd', name, 'mfa']);
      const rest = `(async () => {
      const { access_token } = alone.body;
      const { body } = await call('GET', '/auth/passkeys', undefined, access_token);
      const removed = await call('DELETE', '/auth/passkeys/' + body.items[0].id, undefined, access_token);
      const gone = await call('POST', '/auth/passkey', { credential: await assert() });
      return [body.items.length, body.items[0].last_used_at !== null, removed.status, gone.body.code];
    })()`;
      expect(await tab.run(rest)).toEqual([1, true, 204, 'invalid_credentials']);
    },
  );

  test('a browser is told not to make a second one in the same authenticator', async () => {
    const tab = await open({ verifiesUser: true, synced: false });
    await signUp(tab);
    await tab.run(`add('One', token)`);
    const again = `(async () => {
      const { body } = await call('POST', '/auth/passkey', { credential: await assert() });
      return add('Another', body.access_token).then(() => 'made', ({ name }) => name);
    })()`;
    expect(await tab.run(again)).toBe('InvalidStateError');
  });

  test('an authenticator that does not know its user completes a login, and cannot sign in alone', async () => {
    const tab = await open({ verifiesUser: false, synced: false });
    await signUp(tab);
    expect(await tab.run(`add('A key', token)`)).toMatchObject({ status: 201 });
    const both = `(async () => {
      const { body: { challenge_token } } = await call('POST', '/auth/login', ada);
      const credential = await assert({ challenge_token });
      return amr(await call('POST', '/auth/login/second-factor', { challenge_token, credential }));
    })()`;
    expect(await tab.run(both)).toEqual(['pwd', 'hwk', 'mfa']);
    expect(await tab.run(`assert().then(() => 'asserted', ({ name }) => name)`)).toBe('NotAllowedError');
  });
};

const installed = findInstalled();
if (installed.missing === undefined) describe('passkeys in Chromium', () => declare(installed));
else leaveOut('passkeys in Chromium', installed.missing);
