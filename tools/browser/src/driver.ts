// What is used of playwright-core, which has a lock of its own and may not be there: so its types are not either.
import { createRequire } from 'node:module';

export interface DriverPage {
  goto(url: string): Promise<unknown>;
  reload(): Promise<unknown>;
  close(): Promise<void>;
  evaluate(expression: string): Promise<unknown>;
  click(selector: string): Promise<void>;
  fill(selector: string, text: string): Promise<void>;
  textContent(selector: string): Promise<string | null>;
  screenshot(options: { readonly path: string }): Promise<unknown>;
  on(event: 'pageerror', listener: (error: Error) => void): void;
  on(event: 'console', listener: (message: DriverMessage) => void): void;
  on(event: 'request', listener: (request: { url(): string }) => void): void;
}

export interface DriverMessage {
  type(): string;
  text(): string;
}

export interface DriverContext {
  newPage(): Promise<DriverPage>;
  newCDPSession(page: DriverPage): Promise<DriverSession>;
  cookies(): Promise<readonly DriverCookie[]>;
  close(): Promise<void>;
}

/** Chromium's own protocol. */
export interface DriverSession {
  send(method: string, parameters?: object): Promise<unknown>;
}

export interface DriverCookie {
  readonly name: string;
  readonly value: string;
  readonly httpOnly: boolean;
  readonly secure: boolean;
  readonly sameSite: 'Strict' | 'Lax' | 'None';
}

/** What a visitor's screen is like. */
export interface Looks {
  readonly colorScheme?: 'dark' | 'light';
  readonly reducedMotion?: 'reduce';
  readonly viewport?: { readonly width: number; readonly height: number };
}

export interface DriverBrowser {
  newContext(looks?: Looks): Promise<DriverContext>;
  close(): Promise<void>;
}

interface Driver {
  readonly chromium: {
    launch(options: {
      readonly executablePath: string;
      readonly args: readonly string[];
    }): Promise<DriverBrowser>;
  };
}

/** Loads the driver from its folder. */
export const loadDriver = (folder: string): Driver => {
  const driver: unknown = createRequire(import.meta.url)(folder);
  return driver as Driver;
};
