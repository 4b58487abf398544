// A real Chromium, without a window: visitors who know nothing of each other, and their tabs.
import { readFileSync } from 'node:fs';
import {
  loadDriver,
  type DriverContext,
  type DriverCookie,
  type DriverPage,
  type DriverSession,
  type Looks,
} from './driver.ts';
import type { Installed } from './installed.ts';

export interface Chromium {
  /** A visitor with a browser of their own: its tabs share cookies and storage, and nobody else does. */
  readonly visitor: (looks?: Looks) => Promise<Visitor>;
  readonly stop: () => Promise<void>;
}

export interface Visitor {
  readonly open: (url: string) => Promise<Tab>;
  /** All cookies, those that no script sees among them. */
  readonly cookies: () => Promise<readonly DriverCookie[]>;
  readonly leave: () => Promise<void>;
}

export interface Tab {
  /** What an expression of JavaScript gives in the page; a promise is waited for. Throws what the page throws, by its text. */
  readonly run: (expression: string) => Promise<unknown>;
  /** Gives the page an authenticator without a person, which makes passkeys and uses them at once. */
  readonly authenticator: (options: AuthenticatorOptions) => Promise<void>;
  readonly reload: () => Promise<void>;
  readonly close: () => Promise<void>;
  /** What the page has thrown and nobody has caught, and what it has printed as an error, so far. */
  readonly errors: () => readonly string[];
  /** Every address that the page has asked for so far. */
  readonly requests: () => readonly string[];
  /** Waits for the element, and presses it as a hand does. */
  readonly click: (selector: string) => Promise<void>;
  readonly fill: (selector: string, text: string) => Promise<void>;
  readonly text: (selector: string) => Promise<string>;
  readonly screenshot: (path: string) => Promise<void>;
  /** What keeps people out, as axe finds it: of this impact or a worse one, each with the element where it is. */
  readonly barriers: (impact: Impact) => Promise<readonly string[]>;
}

/** How much a barrier keeps out, from the mildest on, as axe has them. */
const IMPACTS = ['minor', 'moderate', 'serious', 'critical'] as const;
export type Impact = (typeof IMPACTS)[number];

export interface AuthenticatorOptions {
  /** Whether it knows its user, as by a PIN or a finger. */
  readonly verifiesUser: boolean;
  /** Whether its passkeys may be synced. */
  readonly synced: boolean;
}

/** Starts Chromium. As root, as in containers, it has no sandbox. */
export const openChromium = async ({
  executable,
  driver,
  axe,
}: Exclude<Installed, { missing: string }>): Promise<Chromium> => {
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await loadDriver(driver).chromium.launch({ executablePath: executable, args });
  return {
    visitor: async (looks) => visitorOf(await browser.newContext(looks), axe),
    stop: () => browser.close(),
  };
};

const visitorOf = (context: DriverContext, axe: string): Visitor => ({
  open: async (url) => {
    const page = await context.newPage();
    const tab = tabOf(page, context, axe);
    await page.goto(url);
    return tab;
  },
  cookies: () => context.cookies(),
  leave: () => context.close(),
});

const tabOf = (page: DriverPage, context: DriverContext, axe: string): Tab => {
  const errors: string[] = [];
  const requests: string[] = [];
  page.on('request', (request) => void requests.push(request.url()));
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => void (message.type() === 'error' && errors.push(message.text())));
  return {
    run: (expression) => page.evaluate(expression),
    authenticator: async (options) => addAuthenticator(await context.newCDPSession(page), options),
    reload: async () => void (await page.reload()),
    close: () => page.close(),
    errors: () => errors,
    requests: () => requests,
    click: (selector) => page.click(selector),
    fill: (selector, text) => page.fill(selector, text),
    text: async (selector) => (await page.textContent(selector)) ?? '',
    screenshot: async (path) => void (await page.screenshot({ path })),
    barriers: async (impact) => {
      // Past the page's own policy, which lets no script in.
      const session = await context.newCDPSession(page);
      await session.send('Runtime.evaluate', { expression: readFileSync(axe, 'utf8') });
      return barriersFrom(impact, (await page.evaluate('axe.run()')) as AxeReport);
    },
  };
};

interface AxeReport {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: Impact;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

const barriersFrom = (least: Impact, { violations }: AxeReport): readonly string[] =>
  violations
    .filter(({ impact }) => IMPACTS.indexOf(impact) >= IMPACTS.indexOf(least))
    .flatMap(({ id, impact, nodes }) => nodes.map(({ html }) => `${impact} ${id}: ${html.slice(0, 200)}`));

const addAuthenticator = async (
  session: DriverSession,
  { verifiesUser, synced }: AuthenticatorOptions,
): Promise<void> => {
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', automaticPresenceSimulation: true },
      ...{ hasResidentKey: true, hasUserVerification: verifiesUser, isUserVerified: verifiesUser },
      ...{ defaultBackupEligibility: synced, defaultBackupState: synced },
    },
  });
};
