// A real Chromium, without a window: visitors who know nothing of each other, and their tabs.
import {
  loadDriver,
  type DriverContext,
  type DriverCookie,
  type DriverPage,
  type DriverSession,
} from './driver.ts';
import type { Installed } from './installed.ts';

export interface Chromium {
  /** Somebody with a browser of his own: cookies and storage are shared by his tabs, and by nobody else. */
  readonly visitor: () => Promise<Visitor>;
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
}

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
}: Exclude<Installed, { missing: string }>): Promise<Chromium> => {
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await loadDriver(driver).chromium.launch({ executablePath: executable, args });
  return {
    visitor: async () => visitorOf(await browser.newContext()),
    stop: () => browser.close(),
  };
};

const visitorOf = (context: DriverContext): Visitor => ({
  open: async (url) => {
    const page = await context.newPage();
    const tab = tabOf(page, context);
    await page.goto(url);
    return tab;
  },
  cookies: () => context.cookies(),
  leave: () => context.close(),
});

const tabOf = (page: DriverPage, context: DriverContext): Tab => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => void (message.type() === 'error' && errors.push(message.text())));
  return {
    run: (expression) => page.evaluate(expression),
    authenticator: async (options) => addAuthenticator(await context.newCDPSession(page), options),
    reload: async () => void (await page.reload()),
    close: () => page.close(),
    errors: () => errors,
  };
};

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
