// @gatehouse/client in pages of a real Chromium, against the real gateway: tabs that share a session, and answers that are lost.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createClient } from '@gatehouse/client';
import { FaultyProxy, leaveOut, waitUntil } from '@gatehouse/test-support';
import { startGateway, type RunningGateway } from '@gatehouse/tool-e2e/gateway-process';
import { buildSync } from 'esbuild';
import {
  findInstalled,
  openChromium,
  servePages,
  type Chromium,
  type Installed,
  type ServedPages,
  type Tab,
  type Visitor,
} from './index.ts';

/** The package as a page gets it. */
const bundleOfClient = (): string => {
  const { outputFiles } = buildSync({
    stdin: { contents: "export * from '@gatehouse/client'", resolveDir: import.meta.dirname },
    ...{ bundle: true, minify: true, write: false, platform: 'browser', format: 'esm' },
  });
  return outputFiles[0]?.text ?? '';
};

/** A page with a client that its address describes: `?api=URL`, and `&cookie` for the cookie mode. */
const PAGE = `<!doctype html>
<meta charset="utf-8" /><title>A page</title><link rel="icon" href="data:," />
<script type="module">
  import { createClient, webStore } from '/client.js';
  const asked = new URL(location.href).searchParams;
  const mode = asked.has('cookie') ? { cookie: true } : { store: webStore(localStorage) };
  window.client = createClient({ baseUrl: asked.get('api'), ...mode });
  window.noticed = [];
  addEventListener('storage', ({ newValue }) => window.noticed.push(newValue));
</script>`;

const declare = (installed: Exclude<Installed, { missing: string }>): void => {
  let pages: ServedPages;
  let gateway: RunningGateway;
  let chromium: Chromium;
  let proxy: FaultyProxy;
  let api: string;
  let refreshes = 0;
  let visitor: Visitor;
  const tabs: Tab[] = [];

  const isRefresh = (request: Buffer): boolean => request.toString('latin1').startsWith('POST /auth/refresh');
  beforeAll(async () => {
    pages = await servePages({ '/': PAGE, '/client.js': bundleOfClient() });
    gateway = await startGateway(
      { name: 'SQLite', databaseUrl: null },
      { CORS_ORIGINS: pages.origin, REFRESH_COOKIE: 'strict', REFRESH_GRACE_SECONDS: '3600' },
    );
    const { hostname: host, port } = new URL(gateway.url);
    proxy = new FaultyProxy({
      ...{ host, port: Number(port) },
      counts: (request) => {
        if (isRefresh(request)) refreshes += 1;
        return isRefresh(request);
      },
    });
    api = `http://${await proxy.listen()}`;
    chromium = await openChromium(installed);
  });
  afterAll(async () => {
    await chromium?.stop();
    await proxy?.stop();
    await gateway?.stop();
    await pages?.stop();
  });
  beforeEach(async () => {
    visitor = await chromium.visitor();
    refreshes = 0;
  });
  afterEach(async () => {
    tabs.length = 0;
    await visitor.leave();
  });

  const open = async (mode = ''): Promise<Tab> => {
    const tab = await visitor.open(`${pages.origin}/?api=${encodeURIComponent(api)}${mode}`);
    tabs.push(tab);
    return tab;
  };
  const ada = async () => {
    const credentials = {
      email: `ada.${crypto.randomUUID()}@example.com`,
      password: 'correct horse battery',
    };
    const name = { first_name: 'Ada', last_name: 'Lovelace' };
    await createClient({ baseUrl: gateway.url }).users.register({ ...name, ...credentials });
    return credentials;
  };
  const signIn = async (tab: Tab): Promise<void> => {
    await tab.run(`client.auth.login(${JSON.stringify(await ada())})`);
  };
  const firstName = (tab: Tab) => tab.run('client.users.me().then((me) => me.first_name)');
  const codeOf = (tab: Tab) => tab.run('client.users.me().then(() => "no error", (error) => error.code)');
  const kept = (tab: Tab) => tab.run('localStorage.getItem("gatehouse")');
  /** The access token is one that the API refuses, as if it had ended. */
  const endToken = (tab: Tab) =>
    tab.run(`(() => {
      const tokens = JSON.parse(localStorage.getItem('gatehouse'));
      localStorage.setItem('gatehouse', JSON.stringify({ ...tokens, access_token: 'ended' }));
    })()`);
  const endingSoon = (tab: Tab) =>
    tab.run(`(() => {
      const tokens = JSON.parse(localStorage.getItem('gatehouse'));
      localStorage.setItem('gatehouse', JSON.stringify({ ...tokens, expires_at: 0 }));
    })()`);

  test('a page signs in, reads, and signs out, and prints no error', async () => {
    const tab = await open();
    await signIn(tab);
    expect(await firstName(tab)).toBe('Ada');
    await tab.run('client.auth.logout()');
    expect(await kept(tab)).toBeNull();
    expect(tab.errors()).toEqual([]);
  });

  test.each([
    ['before the token ends', endingSoon],
    ['when it is refused', endToken],
  ])('two tabs with 20 calls each make one refresh, %s', async (_when, end) => {
    const [one, other] = [await open(), await open()];
    await signIn(one);
    await end(one);
    const many = 'Promise.all(Array.from({ length: 20 }, () => client.users.me())).then((all) => all.length)';
    expect(await Promise.all([one.run(many), other.run(many)])).toEqual([20, 20]);
    expect(refreshes).toBe(1);
  });

  test('a tab whose answer to a refresh is lost goes on, before and behind its head', async () => {
    const tab = await open();
    await signIn(tab);
    proxy.heal();
    await tab.run('client.auth.refresh()');
    for (const bytes of [0, proxy.answeredBytes - 50]) {
      await endingSoon(tab);
      refreshes = 0;
      proxy.arm('reset', bytes, { once: true });
      expect(await firstName(tab)).toBe('Ada');
      expect(refreshes).toBe(2);
    }
    expect(await tab.run('client.auth.refresh().then((tokens) => tokens.token_type)')).toBe('Bearer');
  });

  test('a refresh that a closed tab leaves undone is done by the other', async () => {
    const [one, other] = [await open(), await open()];
    await signIn(one);
    await endingSoon(one);
    proxy.arm('stall', 0, { once: true });
    void one.run('client.users.me()').catch(() => undefined);
    await waitUntil('the first tab has asked', () => refreshes === 1);
    await one.close();
    proxy.heal();
    expect(await firstName(other)).toBe('Ada');
  });

  test('a sign-out in one tab signs out the other, which is told so', async () => {
    const [one, other] = [await open(), await open()];
    await signIn(one);
    expect(await firstName(other)).toBe('Ada');
    await one.run('client.auth.logout()');
    expect(await codeOf(other)).toBe('unauthorized');
    expect(await other.run('noticed.at(-1)')).toBeNull();
    expect(refreshes).toBe(0);
  });

  test('a session that has ended elsewhere signs out all tabs with one refresh', async () => {
    const [one, other] = [await open(), await open()];
    const credentials = await ada();
    await one.run(`client.auth.login(${JSON.stringify(credentials)})`);
    const elsewhere = createClient({ baseUrl: gateway.url });
    await elsewhere.auth.login(credentials);
    await elsewhere.auth.logoutAll();
    expect(await Promise.all([codeOf(one), codeOf(other)])).toEqual(['unauthorized', 'unauthorized']);
    expect(refreshes).toBe(1);
    expect(await kept(other)).toBeNull();
  });

  describe('in cookie mode', () => {
    const openWithCookie = () => open('&cookie');

    test('the refresh token is in a cookie that no script sees', async () => {
      const tab = await openWithCookie();
      const tokens = await tab.run(`client.auth.login(${JSON.stringify(await ada())})`);
      expect(tokens).not.toHaveProperty('refresh_token');
      expect(await firstName(tab)).toBe('Ada');
      expect(await visitor.cookies()).toMatchObject([
        { name: '__Host-gatehouse-refresh', httpOnly: true, secure: true, sameSite: 'Strict' },
      ]);
      expect(await tab.run('document.cookie + JSON.stringify(localStorage)')).toBe('{}');
      expect(tab.errors()).toEqual([]);
    });

    test('a page that is loaded anew finds its session, and so does another tab', async () => {
      const tab = await openWithCookie();
      await signIn(tab);
      await tab.reload();
      expect(await firstName(tab)).toBe('Ada');
      expect(await firstName(await openWithCookie())).toBe('Ada');
      expect(refreshes).toBe(2);
    });

    test('tabs that renew at once, and an answer that is lost, sign nobody out', async () => {
      const [one, other] = [await openWithCookie(), await openWithCookie()];
      await signIn(one);
      proxy.arm('reset', 0, { once: true });
      await Promise.all([one, other].map((tab) => tab.run('client.auth.refresh().then(() => undefined)')));
      expect(await Promise.all([firstName(one), firstName(other)])).toEqual(['Ada', 'Ada']);
    });

    test('a logout takes the cookie away, and signs out the other tab', async () => {
      const [one, other] = [await openWithCookie(), await openWithCookie()];
      await signIn(one);
      expect(await firstName(other)).toBe('Ada');
      await one.run('client.auth.logout()');
      expect(await visitor.cookies()).toEqual([]);
      expect(await codeOf(other)).toBe('unauthorized');
      await one.reload();
      expect(await codeOf(one)).toBe('unauthorized');
    });
  });
};

const installed = findInstalled();
if (installed.missing === undefined) describe('the client in Chromium', () => declare(installed));
else leaveOut('the client in Chromium', installed.missing);
