// examples/web as a stranger has it: installed, checked, built, served, and used in a real Chromium against a real Gatehouse.
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { leaveOut, waitUntil } from '@gatehouse/test-support';
import {
  findInstalled,
  openChromium,
  type Chromium,
  type Installed,
  type Tab,
} from '@gatehouse/tool-browser';
import { startGatehouse, type LocalGatehouse } from './local-gatehouse.ts';
import { startService, type Service } from './service.ts';
import { strangerWith, type Stranger } from './stranger.ts';

let stranger: Stranger;
let gatehouse: LocalGatehouse;
let page: Service;
let origin: string;
beforeAll(async () => {
  stranger = await strangerWith('web');
  const port = await freePort();
  origin = `http://localhost:${port}`;
  gatehouse = await startGatehouse([], { CORS_ORIGINS: origin });
  const env = { GATEHOUSE_URL: gatehouse.url, PORT: String(port) };
  page = await startService({ args: ['serve.ts'], folder: stranger.folder, env });
}, 600_000);
afterAll(async () => {
  await page?.stop();
  await gatehouse?.stop();
  stranger?.remove();
});

/** One that nobody has taken a moment ago: Gatehouse is told the page's origin before the page is there. */
const freePort = async (): Promise<number> => {
  const server = createServer();
  await once(server.listen(0, 'localhost'), 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

test('its types hold, and its own tests pass', async () => {
  await stranger.run('npm', 'run', 'types');
  await stranger.run('npm', 'test');
});

test('what it serves is there, under a policy that lets it call the API and nothing else', async () => {
  for (const path of ['/', '/app.js', '/styles.css', '/icon.svg']) {
    const { status, headers } = await fetch(`${page.url}${path}`);
    expect([path, status]).toEqual([path, 200]);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", `connect-src ${gatehouse.url}`]),
    );
  }
  expect((await fetch(`${page.url}/build.ts`)).status).toBe(404);
});

const person = { first_name: 'Ada', last_name: 'Lovelace', password: 'correct horse battery staple' };

/** Types into a form of the page and sends it. */
const send = (tab: Tab, form: string, values: Readonly<Record<string, string>>) =>
  tab.run(`(() => {
    const form = document.getElementById('${form}');
    for (const [name, value] of Object.entries(${JSON.stringify(values)})) form.elements[name].value = value;
    form.requestSubmit();
  })()`);

const textOf = (tab: Tab, selector: string) => tab.run(`document.querySelector('${selector}').innerText`);

/** Waits until the page shows this text there. */
const shows = (tab: Tab, selector: string, text: string) =>
  waitUntil(`${selector} shows ${text}`, async () => String(await textOf(tab, selector)).includes(text));

const declare = (installed: Exclude<Installed, { missing: string }>): void => {
  let chromium: Chromium;
  beforeAll(async () => {
    chromium = await openChromium(installed);
  });
  afterAll(() => chromium?.stop());

  const open = async (): Promise<readonly [Tab, Tab]> => {
    const visitor = await chromium.visitor();
    return [await visitor.open(origin), await visitor.open(origin)];
  };

  test('a person registers and is signed in, in every tab and after a reload, until she signs out', async () => {
    const [tab, other] = await open();
    await send(tab, 'register', { ...person, email: 'ada@example.com' });
    await shows(tab, '#signed-in', 'Ada Lovelace');
    await shows(other, '#signed-in', 'ada@example.com');
    expect(await tab.run('document.activeElement.id')).toBe('account-title');
    await tab.reload();
    await shows(tab, '#signed-in', 'Ada Lovelace');
    await tab.run(`document.getElementById('sign-out').click()`);
    for (const each of [tab, other]) await shows(each, '#signed-out', 'Sign in');
    expect(await other.run(`document.getElementById('account-name').textContent`)).toBe('');
    expect([...tab.errors(), ...other.errors()]).toEqual([]);
  });

  test('what is wrong is said, and marked at its field', async () => {
    const [tab] = await open();
    await send(tab, 'sign-in', { email: 'ada@example.com', password: 'not her password' });
    await shows(tab, '#sign-in', 'do not belong together');
    await send(tab, 'register', { ...person, email: 'ada', password: 'short' });
    await waitUntil('the fields are marked', () =>
      tab.run(`!!document.querySelector('[aria-invalid=true]')`),
    );
    const marked = `[...document.querySelectorAll('[aria-invalid=true]')].map(({ name }) => name)`;
    expect(await tab.run(marked)).toEqual(['email', 'password']);
  });

  test('no script but the page’s own runs', async () => {
    const [tab] = await open();
    const inject = `document.body.append(Object.assign(document.createElement('script'), { text: 'window.ran = 1' }))`;
    await expect(tab.run(inject)).rejects.toThrow('TrustedScript');
    expect(await tab.run('window.ran')).toBeUndefined();
  });
};

const installed = findInstalled();
if (installed.missing === undefined) describe('in Chromium', () => declare(installed));
else leaveOut('examples/web in Chromium', installed.missing);
