// The API reference in a real Chromium: it loads nothing from elsewhere, and the token of a login goes along with the tries that follow.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { leaveOut } from '@gatehouse/test-support';
import { startGateway, type RunningGateway } from '@gatehouse/tool-e2e/gateway-process';
import { findInstalled, openChromium, type Chromium, type Installed, type Tab } from './index.ts';
import { says } from './says.ts';
import { takeScreenshot } from './screenshots.ts';

const declare = (installed: Exclude<Installed, { missing: string }>): void => {
  let gateway: RunningGateway;
  let chromium: Chromium;
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

  const password = 'seven quiet rivers run north';
  const signUp = async (): Promise<string> => {
    const email = `ada.${crypto.randomUUID()}@example.com`;
    await fetch(`${gateway.url}/users`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ first_name: 'Ada', last_name: 'Lovelace', email, password }),
    });
    return email;
  };
  /** Opens an operation and executes it, as a reader does. */
  const execute = async (tab: Tab, operation: string, body?: object): Promise<void> => {
    const block = `#operations-${operation}`;
    await tab.click(`${block} .opblock-summary-control`);
    if (body !== undefined) await tab.fill(`${block} textarea.body-param__text`, JSON.stringify(body));
    await tab.click(`${block} button.execute`);
  };
  const statusOf = (operation: string) =>
    `#operations-${operation} .live-responses-table tr.response .response-col_status`;

  test('somebody logs in on the page, and every try after it has the token', async () => {
    const visitor = await chromium.visitor({
      reducedMotion: 'reduce',
      viewport: { width: 1120, height: 700 },
    });
    const tab = await visitor.open(`${origin}/docs`);
    await says(tab, '#token', 'No token yet');
    await execute(tab, 'users-usersMe');
    await says(tab, statusOf('users-usersMe'), '401');
    await execute(tab, 'auth-authLogin', { email: await signUp(), password });
    await says(tab, statusOf('auth-authLogin'), '200');
    await says(tab, '#token', 'Signed in as account');
    await tab.click('#operations-users-usersMe button.execute');
    await says(tab, statusOf('users-usersMe'), '200');
    await takeScreenshot(tab, 'docs');
    expect(tab.errors().filter((text) => !text.includes('status of 401'))).toEqual([]);
    expect(
      tab.requests().filter((url) => !/^(data:|blob:)/.test(url) && !url.startsWith(`${origin}/`)),
    ).toEqual([]);
    await visitor.leave();
  });

  test('who logs in at the console is signed in here, in another tab too, until the end of the session', async () => {
    const visitor = await chromium.visitor();
    const [docs, page] = [await visitor.open(`${origin}/docs`), await visitor.open(`${origin}/console`)];
    await page.click('#register');
    await says(docs, '#token', 'Signed in as account');
    await execute(docs, 'users-usersMe');
    await says(docs, statusOf('users-usersMe'), '200');
    await page.click('#logout');
    await says(docs, '#token', 'No token yet');
    await visitor.leave();
  });

  test('a token that ends is no longer called one that is sent along', async () => {
    const visitor = await chromium.visitor();
    const tab = await visitor.open(`${origin}/docs`);
    await says(tab, '#token', 'No token yet');
    const shown = await tab.run(`(() => {
      const claims = btoa(JSON.stringify({ sub: 'ada', exp: Date.now() / 1000 + 2 }));
      localStorage.setItem('gatehouse.access_token', 'e30.' + claims + '.none');
      dispatchEvent(new StorageEvent('storage', { key: 'gatehouse.access_token' }));
      return document.getElementById('token').textContent;
    })()`);
    expect(shown).toContain('Signed in as account ada');
    await says(tab, '#token', 'No token yet');
    await visitor.leave();
  });

  test.each(['light', 'dark'] as const)('keeps nobody out entirely, in %s', async (colorScheme) => {
    const visitor = await chromium.visitor({ colorScheme });
    const tab = await visitor.open(`${origin}/docs`);
    await says(tab, '#reference', '/auth/login');
    expect(await tab.barriers('critical')).toEqual([]);
    await visitor.leave();
  });
};

const installed = findInstalled();
if (installed.missing === undefined) describe('the API reference in Chromium', () => declare(installed));
else leaveOut('the API reference in Chromium', installed.missing);
