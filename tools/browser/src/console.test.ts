// The console in a real Chromium, walked through by clicks against the real gateway: what each step says, and what a page must not do.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createClient } from '@gatehouse/client';
import { leaveOut, waitUntil } from '@gatehouse/test-support';
import { startGateway, type RunningGateway } from '@gatehouse/tool-e2e/gateway-process';
import { mailsOfKind } from '@gatehouse/tool-e2e/mailbox';
import {
  findInstalled,
  openChromium,
  type Chromium,
  type Installed,
  type Tab,
  type Visitor,
} from './index.ts';
import { says as textSays } from './says.ts';
import { takeScreenshot } from './screenshots.ts';

const declare = (installed: Exclude<Installed, { missing: string }>): void => {
  let gateway: RunningGateway;
  let chromium: Chromium;
  let visitor: Visitor;
  let origin: string;
  beforeAll(async () => {
    gateway = await startGateway({ name: 'SQLite', databaseUrl: null });
    origin = gateway.url.replace('127.0.0.1', 'localhost');
    chromium = await openChromium(installed);
  });
  afterAll(async () => {
    await chromium?.stop();
    await gateway?.stop();
  });
  beforeEach(async () => void (visitor = await chromium.visitor(SCREEN)));
  afterEach(() => visitor.leave());

  const openConsole = () => visitor.open(`${origin}/console`);
  const says = (tab: Tab, id: string, part: string) => textSays(tab, `#${id}`, part);
  const press = async (tab: Tab, button: string, id: string, part: string): Promise<void> => {
    await tab.click(`#${button}`);
    await says(tab, id, part);
  };
  /** A call that is refused is told of by Chromium itself, and is what some steps are there to show. */
  const errorsOf = (tab: Tab) =>
    tab.errors().filter((text) => !/^Failed to load resource: .* status of 4\d\d/.test(text));
  const expectQuiet = (tab: Tab): void => {
    expect(errorsOf(tab)).toEqual([]);
    expect(tab.requests().filter((url) => !url.startsWith(`${origin}/`))).toEqual([]);
  };
  const register = async (tab: Tab, firstName = 'Ada'): Promise<void> => {
    await tab.fill('#first-name', firstName);
    await press(tab, 'register', 'account-says', 'A session is open, by pwd.');
  };

  test('a token is taken apart, opens what its policy says, and is refused where a letter is another one', async () => {
    const tab = await openConsole();
    // What is not rendered before it says something is not read out.
    expect(
      await tab.run(
        `[...document.querySelectorAll('section:not([hidden]) > [role=status]')].filter((one) => getComputedStyle(one).display === 'none').length`,
      ),
    ).toBe(0);
    await press(tab, 'login-wrong', 'account-says', 'Refused.');
    await register(tab, '<b>Ada</b>');
    await says(tab, 'account-says', '<b>Ada</b> Lovelace has an account');
    expect(await tab.text('#claims')).toMatch(/kid.*sub.*roles.*user/s);
    await says(tab, 'token-clock', 'seconds more');
    await press(tab, 'call-me', 'token-says', '200. <b>Ada</b> Lovelace');
    // The page's own calls, such as the list of sessions, may come in between.
    await waitUntil('a remembered answer opens the route', async () => {
      await tab.click('#call-me');
      return (await tab.text('#policy-says')).includes('GET /users/me. Remembered answer: the policy opens');
    });
    expect(await tab.text('#routes')).toMatch(/GET \/usersno.*GET \/users\/\{id\}for the own id/);
    expect(await tab.text('#policy')).toContain('execute-api:Invoke');
    await press(tab, 'call-list', 'token-says', '403.');
    await says(tab, 'live', 'Remembered answer: the policy does not open this route.');
    const [, command = ''] = /npm run (admin -- grant \S+), then/.exec(await tab.text('#token-says')) ?? [];
    const [, , ...granted] = command.split(' ');
    await gateway.operate('admin', ...granted);
    await press(tab, 'refresh', 'rotation-says', 'A new access token');
    await press(tab, 'call-list', 'token-says', '200. ');
    await press(tab, 'call-forged', 'token-says', '401.');
    await says(tab, 'live', 'No token that is good.');
    expect(await tab.text('#live')).toMatch(/GET \/users\/me401.*POST \/users201.*POST \/auth\/login400/s);
    expect(await tab.run('document.querySelectorAll("main b").length')).toBe(0);
    expectQuiet(tab);
  });

  test('a page that is loaded again goes on, and asks for a password that it did not propose', async () => {
    const tab = await openConsole();
    await register(tab);
    await tab.reload();
    await press(tab, 'session-open', 'sessions-says', 'A second session is open');
    await tab.fill('#password', 'correct horse battery staple');
    await tab.fill('#email', `ada.${crypto.randomUUID()}@example.com`);
    await register(tab);
    await tab.reload();
    await says(tab, 'who', 'Signed in as');
    await press(tab, 'session-open', 'sessions-says', 'Type the password of the account first');
    expect(await tab.run('document.activeElement.id')).toBe('password');
    expect(await tab.run('JSON.stringify(sessionStorage)')).not.toContain('correct horse');
    expectQuiet(tab);
  });

  test('what refuses a newcomer is said in words, and a gateway that is started anew finds its page again', async () => {
    const limited = { REGISTRATION: 'closed', LOGIN_LIMIT_PER_ACCOUNT: '1/900' };
    await using first = disposable(await startGateway({ name: 'SQLite', databaseUrl: null }, limited));
    const tab = await visitor.open(`${first.url.replace('127.0.0.1', 'localhost')}/console`);
    await press(tab, 'register', 'account-says', '403: nobody registers here (REGISTRATION=closed).');
    await tab.run('delete PublicKeyCredential.parseRequestOptionsFromJSON');
    await press(tab, 'login-passkey', 'account-says', 'This browser has no passkeys, or is too old');
    await press(tab, 'login', 'account-says', 'Refused.');
    await tab.click('#login');
    await waitUntil('the wait is told', async () =>
      /429 too_many_attempts.* That is in \d+ seconds\./.test(await tab.text('#account-says')),
    );
    process.kill(first.pid, 'SIGKILL');
    await says(tab, 'live-says', 'The gateway cannot be reached.');
    await press(tab, 'outbox-read', 'outbox-says', 'The gateway cannot be reached.');
    await using second = disposable(await first.startBeside({ PORT: new URL(first.url).port }));
    await press(tab, 'outbox-read', 'outbox-says', 'No mail yet.');
    await fetch(`${second.url}/after-the-start`);
    await says(tab, 'live', 'GET /after-the-start');
  });

  test('a call of another program is seen as it comes', async () => {
    const tab = await openConsole();
    await fetch(`${gateway.url}/users/somebody?secret=1`);
    await says(tab, 'live', 'GET /users/somebody');
    await fetch(`${gateway.url}/nobodys`);
    await says(tab, 'live', 'No API has this route.');
    expect(await tab.text('#live')).not.toContain('secret');
  });

  test('a tab that nobody looks at asks for no calls, and is told of all when it is seen again', async () => {
    const [tab, other] = [await openConsole(), await openConsole()];
    const look = (state: string) =>
      tab.run(`Object.defineProperty(document, 'visibilityState', { get: () => '${state}', configurable: true });
        document.dispatchEvent(new Event('visibilitychange'))`);
    const comes = async (path: string, to: Tab): Promise<void> => {
      await fetch(gateway.url + path);
      await says(to, 'live', `GET ${path}`);
    };
    await comes('/before', tab);
    await look('hidden');
    // It answers the last question of before; after it there is none.
    await comes('/meanwhile', other);
    await comes('/hidden', other);
    expect(await tab.text('#live')).not.toContain('/hidden');
    await look('visible');
    await says(tab, 'live', 'GET /hidden');
  });

  test('refresh tokens rotate, and one that is used twice ends the session', async () => {
    const tab = await openConsole();
    await register(tab);
    await takeScreenshot(tab, 'console');
    await press(tab, 'refresh', 'rotation-says', 'A new access token and a new refresh token.');
    await press(tab, 'replay', 'rotation-says', 'got the same successor again');
    await press(tab, 'refresh', 'rotation-says', 'A new access token');
    expect(await tab.run('document.querySelectorAll("#chain li").length')).toBe(3);
    await press(tab, 'replay', 'rotation-says', 'This refresh token was used before: the session has ended');
    await says(tab, 'rotation-says', 'now gets 401');
    await says(tab, 'live', 'the policy opens this route, and the route itself refused.');
    await takeScreenshot(tab, 'console-policy', 'section:has(#policy-title)');
    await says(tab, 'who', 'Nobody is signed in.');
    expectQuiet(tab);
  });

  test('of two sessions one is ended, and its token is refused at once', async () => {
    const tab = await openConsole();
    await register(tab);
    await press(tab, 'session-open', 'sessions-says', 'A second session is open');
    await says(tab, 'sessions', 'the second');
    await press(tab, 'session-call', 'sessions-says', '200:');
    await tab.click('#sessions tr:not(:has(.tag[data-tone=good])) button');
    await says(tab, 'sessions-says', 'That session has ended');
    await press(tab, 'session-call', 'sessions-says', '401:');
    await press(tab, 'session-all', 'sessions-says', 'Every session of the account has ended');
    await says(tab, 'who', 'Nobody is signed in.');
    expectQuiet(tab);
  });

  test('an app and a passkey are enrolled, and sign in', async () => {
    const tab = await openConsole();
    await tab.authenticator({ verifiesUser: true, synced: false });
    await register(tab);
    await press(tab, 'totp-begin', 'factors-says', 'The secret waits');
    expect(await tab.text('#totp-uri')).toMatch(/^otpauth:\/\/totp\//);
    await press(tab, 'totp-confirm', 'factors-says', 'The app is enrolled.');
    expect(await tab.run('document.querySelectorAll("#codes li").length')).toBe(10);
    await press(tab, 'passkey-add', 'factors-says', '403 reauthentication_required');
    await press(tab, 'login', 'account-says', '403 second_factor_required');
    await tab.click('#second-compute');
    await waitUntil('the code is there', async () =>
      tab.run('document.getElementById("second-code").value !== ""'),
    );
    await press(tab, 'second-send', 'account-says', 'A session is open, by pwd, otp, mfa.');
    await press(tab, 'passkey-add', 'factors-says', 'The passkey is added.');
    await press(tab, 'logout', 'account-says', 'The session has ended with one write.');
    await press(
      tab,
      'login-passkey',
      'account-says',
      'No password was needed. A session is open, by hwk, mfa.',
    );
    await says(tab, 'passkeys', 'A passkey of this browser');
    await press(tab, 'totp-remove', 'factors-says', 'The app is removed');
    expectQuiet(tab);
  });

  test('keys change while tokens of both verify', async () => {
    const tab = await openConsole();
    await register(tab);
    await press(tab, 'key-rotate', 'keys-says', 'The second key is published and signs nothing yet');
    expect(await tab.text('#keys')).toMatch(/signingyesyour current one.*publishedyesnone yet/s);
    await press(tab, 'key-promote', 'keys-says', 'The new key signs from now on');
    await press(tab, 'refresh', 'rotation-says', 'A new access token');
    expect(await tab.text('#keys')).toMatch(/signingyesyour current one.*supersededyesan earlier one/s);
    await press(tab, 'key-call', 'keys-says', 'Both verify, so no call fails while keys change.');
    await press(tab, 'key-retire', 'keys-says', 'The old key is gone');
    await waitUntil(
      'one is left',
      async () => (await tab.run('document.querySelectorAll("#keys tr").length')) === 1,
    );
    expectQuiet(tab);
  });

  describe('the links of mails', () => {
    const password = 'correct horse battery staple';
    const signUp = async (): Promise<string> => {
      const email = `ada.${crypto.randomUUID()}@example.com`;
      const client = createClient({ baseUrl: gateway.url });
      await client.users.register({ first_name: 'Ada', last_name: 'Lovelace', email, password });
      return email;
    };
    const linkTo = async (email: string, kind: string): Promise<string> => {
      const [mail] = await mailsOfKind(gateway, email, kind);
      return /^http\S+#action=\S+$/m.exec(mail!.source)?.[0] ?? '';
    };
    const post = (path: string, body: object): Promise<Response> =>
      fetch(gateway.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const isVisible = (tab: Tab) => tab.run(`!document.getElementById('link-form').hidden`);
    const submit = async (tab: Tab, typed: string): Promise<void> => {
      await tab.fill('#link-password', typed);
      await tab.click('#link-button');
    };

    test('confirm nothing when they are opened, and an address with the right password alone', async () => {
      const email = await signUp();
      const tab = await visitor.open(await linkTo(email, 'verify_email'));
      await says(tab, 'link-title', 'Confirm your email address');
      expect(await tab.run('location.href')).toBe(`${origin}/console`);
      expect(await tab.run('document.activeElement.id')).toBe('link-password');
      await submit(tab, 'not the password');
      await says(tab, 'link-says', 'This is not the password.');
      await submit(tab, password);
      await says(tab, 'link-says', 'Your address is confirmed.');
      expect(await isVisible(tab)).toBe(false);
      const client = createClient({ baseUrl: gateway.url });
      await client.auth.login({ email, password });
      expect(await client.users.me()).toMatchObject({ email_verified: true });
    });

    test('take a new password that fits, once', async () => {
      const email = await signUp();
      expect((await post('/auth/password/forgot', { email })).status).toBe(202);
      const link = await linkTo(email, 'reset_password');
      const [tab, other] = [await visitor.open(link), await visitor.open(link)];
      await submit(tab, 'short');
      await says(tab, 'link-says', 'must have at least 15 characters');
      expect(await isVisible(tab)).toBe(true);
      await submit(tab, 'seven quiet rivers run north');
      await says(tab, 'link-says', 'Your password is changed');
      await submit(other, 'seven quiet rivers run south');
      await says(other, 'link-says', 'This link is no longer good');
      const login = { email, password: 'seven quiet rivers run north' };
      expect((await post('/auth/login', login)).status).toBe(200);
      expectQuiet(other);
    });

    test('are followed from the outbox, where the mail is opened', async () => {
      const tab = await openConsole();
      await register(tab);
      const email = (await tab.text('#who')).replace(/^Signed in as (.*)\.$/, '$1');
      await linkTo(email, 'verify_email');
      await press(tab, 'outbox-read', 'mails', email);
      await tab.click(`#mails details:has-text("${email}") summary`);
      await tab.click(`#mails details:has-text("${email}") button`);
      await says(tab, 'link-title', 'Confirm your email address');
      await submit(tab, 'seven quiet rivers run north');
      await says(tab, 'link-says', 'Your address is confirmed.');
      expectQuiet(tab);
    });

    test('that end every session end the one of the page', async () => {
      const tab = await openConsole();
      await register(tab);
      const email = (await tab.text('#who')).replace(/^Signed in as (.*)\.$/, '$1');
      await press(tab, 'forgot', 'account-says', '202');
      const link = await linkTo(email, 'reset_password');
      await tab.run(`location.hash = ${JSON.stringify(new URL(link).hash)}`);
      await says(tab, 'link-title', 'Choose a new password');
      await submit(tab, 'seven quiet rivers run south');
      await says(tab, 'link-says', 'Your password is changed');
      await says(tab, 'who', 'Nobody is signed in.');
      expectQuiet(tab);
    });

    test('of another kind are not known, and a page without one asks for nothing', async () => {
      const bare = await openConsole();
      const odd = await visitor.open(`${origin}/console#action=constructor&token=abc`);
      await says(odd, 'link-says', 'This page does not know what the link is for.');
      expect(await bare.run('document.getElementById("link").hidden')).toBe(true);
      expect(await isVisible(odd)).toBe(false);
      expect([...bare.errors(), ...odd.errors()]).toEqual([]);
    });
  });

  test.each([
    ['in light', { ...SCREEN, colorScheme: 'light' as const }],
    ['in dark', { ...SCREEN, colorScheme: 'dark' as const }],
    ['on a small screen', { viewport: { width: 320, height: 640 } }],
  ])('keeps nobody out %s', async (_how, looks) => {
    const guest = await chromium.visitor(looks);
    const tab = await guest.open(`${origin}/console`);
    await register(tab);
    await press(tab, 'call-list', 'token-says', '403.');
    await press(tab, 'session-open', 'sessions-says', 'A second session is open');
    await press(tab, 'totp-begin', 'factors-says', 'The secret waits');
    await press(tab, 'totp-confirm', 'factors-says', 'The app is enrolled.');
    expect(await tab.barriers('serious')).toEqual([]);
    expect(await tab.run('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    const welcome = await guest.open(`${origin}/`);
    expect(await welcome.barriers('serious')).toEqual([]);
    expect(await welcome.run('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(welcome.errors()).toEqual([]);
    await guest.leave();
  });

  test('a browser that came by an address goes on by the name, and by a foreign one nowhere', async () => {
    const tab = await visitor.open(`${gateway.url}/`);
    expect(await tab.run('location.href')).toBe(`${origin}/`);
    expect(await tab.text('h1')).toBe('Your sign-in is running.');
    await takeScreenshot(tab, 'welcome');
  });
};

const disposable = (gateway: RunningGateway) => ({
  ...gateway,
  [Symbol.asyncDispose]: () => gateway.stop(),
});

const SCREEN = { reducedMotion: 'reduce' as const, viewport: { width: 1120, height: 700 } };

const installed = findInstalled();
if (installed.missing === undefined) describe('the console in Chromium', () => declare(installed));
else leaveOut('the console in Chromium', installed.missing);
