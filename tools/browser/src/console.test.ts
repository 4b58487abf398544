// The page of links in mails, in a real Chromium: it acts on a click, forgets the token, and loads nothing.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient } from '@gatehouse/client';
import { leaveOut, waitUntil } from '@gatehouse/test-support';
import { startGateway, type RunningGateway } from '@gatehouse/tool-e2e/gateway-process';
import { mailsOfKind } from '@gatehouse/tool-e2e/mailbox';
import { findInstalled, openChromium, type Chromium, type Installed, type Tab } from './index.ts';

const declare = (installed: Exclude<Installed, { missing: string }>): void => {
  let gateway: RunningGateway;
  let chromium: Chromium;
  beforeAll(async () => {
    gateway = await startGateway({ name: 'SQLite', databaseUrl: null });
    chromium = await openChromium(installed);
  });
  afterAll(async () => {
    await chromium?.stop();
    await gateway?.stop();
  });

  const password = 'correct horse battery staple';
  const register = async (): Promise<string> => {
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
  const text = (tab: Tab, id: string) => tab.run(`document.getElementById('${id}').textContent`);
  const isVisible = (tab: Tab) => tab.run(`!document.getElementById('form').hidden`);
  /** As somebody does who types, and presses Enter. */
  const submit = async (tab: Tab, typed: string): Promise<void> => {
    await tab.run(`(() => {
      document.getElementById('password').value = ${JSON.stringify(typed)};
      document.getElementById('form').requestSubmit();
    })()`);
  };
  const says = (tab: Tab, part: string) =>
    waitUntil(
      `the page says ${part}`,
      async () => String(await text(tab, 'message')).includes(part),
      () => text(tab, 'message'),
    );

  test('a link confirms nothing when it is opened, and its address with the right password alone', async () => {
    const email = await register();
    const tab = await (await chromium.visitor()).open(await linkTo(email, 'verify_email'));
    expect(await text(tab, 'title')).toBe('Confirm your email address');
    expect(await tab.run('location.href')).toBe(`${gateway.url.replace('127.0.0.1', 'localhost')}/console`);
    expect(await tab.run('document.activeElement.id')).toBe('password');
    await submit(tab, 'not the password');
    await says(tab, 'This is not the password.');
    await submit(tab, password);
    await says(tab, 'Your address is confirmed.');
    expect(await isVisible(tab)).toBe(false);
    const client = createClient({ baseUrl: gateway.url });
    await client.auth.login({ email, password });
    expect(await client.users.me()).toMatchObject({ email_verified: true });
  });

  test('a link takes a new password that fits, once', async () => {
    const email = await register();
    expect((await post('/auth/password/forgot', { email })).status).toBe(202);
    const link = await linkTo(email, 'reset_password');
    const visitor = await chromium.visitor();
    const [tab, other] = [await visitor.open(link), await visitor.open(link)];
    await submit(tab, 'short');
    await waitUntil('the rule is told', async () => String(await text(tab, 'message')).length > 10);
    expect(await isVisible(tab)).toBe(true);
    await submit(tab, 'seven quiet rivers run north');
    await says(tab, 'Your password is changed');
    await submit(other, 'seven quiet rivers run south');
    await says(other, 'This link is no longer good');
    const login = { email, password: 'seven quiet rivers run north' };
    expect((await post('/auth/login', login)).status).toBe(200);
    expect(other.errors().join()).not.toMatch(/Content Security Policy/);
  });

  test('a page without a link, or with one of another kind, says so', async () => {
    const page = `${gateway.url}/console`;
    const visitor = await chromium.visitor();
    const [bare, odd] = [
      await visitor.open(page),
      await visitor.open(`${page}#action=constructor&token=abc`),
    ];
    expect(await text(bare, 'message')).toBe('Open this page by the link of a mail.');
    expect(await text(odd, 'message')).toBe('This page does not know what the link is for.');
    expect([await isVisible(bare), await isVisible(odd)]).toEqual([false, false]);
    expect([...bare.errors(), ...odd.errors()]).toEqual([]);
  });
};

const installed = findInstalled();
if (installed.missing === undefined) describe('the page of links in Chromium', () => declare(installed));
else leaveOut('the page of links in Chromium', installed.missing);
