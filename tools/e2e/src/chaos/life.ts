// One client and its account: what it has sent, and what its account may be by the answers.
import type { Answer } from '../client.ts';
import { newPerson, type TokenSet } from '../client.ts';
import type { Caller, Journal } from './journal.ts';
import type { Outbox } from './outbox.ts';
import { LATE_MS, Possible } from './possible.ts';

export interface World {
  readonly call: Caller;
  readonly journal: Journal;
  readonly outbox: Outbox;
  /** Whether something was broken since that time, in milliseconds. */
  readonly wasBroken: (sinceMs: number) => boolean;
  /** Calls as an admin; null where nobody knows whether it was done, or no admin could sign in. */
  readonly asAdmin: (method: string, path: string, body: unknown) => Promise<Answer | null>;
}

export class Life {
  readonly world: World;
  /** What it is called in reports. */
  readonly name: string;
  id: string | null = null;
  readonly exists = new Possible(false);
  readonly email: Possible<string>;
  readonly password: Possible<string>;
  readonly firstName: Possible<string>;
  readonly roles = new Possible('user');
  /** Of its newest login, as the last refresh left it. */
  tokens: TokenSet | null = null;
  /** Whether no request that may have ended the session is without an answer. */
  isSessionSure = false;
  /** A refresh token of a session that was ended, and acknowledged so. */
  endedToken: string | null = null;
  loginsSent = 0;
  passwordsChanged = 0;
  /** Whether its first address was verified, or another one taken: then a mail may have been dropped. */
  emailMoved = false;
  /** Whether it does nothing more: it is erased, or something was wrong. */
  isOver = false;
  /** When its writes were acknowledged. */
  readonly acknowledgedMs: number[] = [];
  /** Its calls, and how they were answered. */
  readonly history: string[] = [];
  #tokensSinceMs = 0;
  #lastEndingMs = -Infinity;
  #values = 0;

  constructor(world: World, name: string) {
    this.world = world;
    this.name = name;
    const { email, password } = newPerson({ email: `${name}@example.com` });
    this.email = new Possible(email);
    this.password = new Possible(password);
    this.firstName = new Possible(this.newValue('Ada'));
  }

  /** A value that no write of this life had before. */
  newValue(word: string): string {
    this.#values += 1;
    return `${word} ${this.name} ${this.#values}`;
  }

  call: Caller = async (method, path, call) => {
    const startedMs = performance.now();
    const answer = await this.world.call(method, path, call);
    const outcome = answer === null ? 'nobody knows' : `${answer.status} ${answer.body?.code ?? ''}`;
    this.history.push(`${Math.round(startedMs)} ${method} ${path}: ${outcome}`);
    return answer;
  };

  /** A call by its own session. */
  asSelf(method: string, path: string, body?: unknown): Promise<Answer | null> {
    return this.call(method, path, { token: this.tokens?.access_token, ...(body !== undefined && { body }) });
  }

  doubt(what: string): void {
    this.world.journal.doubt(this, what);
  }

  acknowledged<T>(possible: Possible<T>, value: T): void {
    const nowMs = performance.now();
    possible.is(value, nowMs);
    this.acknowledgedMs.push(nowMs);
  }

  unanswered<T>(possible: Possible<T>, value: T): void {
    possible.sent(value, performance.now());
  }

  /** Something was read. */
  saw<T>(possible: Possible<T>, value: T, what: string): void {
    if (possible.may(value)) return possible.is(value, performance.now());
    this.doubt(`${what} is ${String(value)}, and not ${possible.values.join(' or ')}`);
  }

  /** Whether its access token is about to expire. */
  get isTokenOld(): boolean {
    return performance.now() - this.#tokensSinceMs > OLD_MS;
  }

  refreshed(tokens: TokenSet): void {
    this.tokens = tokens;
    this.#tokensSinceMs = performance.now();
    this.acknowledgedMs.push(this.#tokensSinceMs);
  }

  signedIn(tokens: TokenSet): void {
    const nowMs = performance.now();
    this.refreshed(tokens);
    this.isSessionSure = nowMs - this.#lastEndingMs > LATE_MS;
  }

  /** What may have ended its sessions got no answer; it may still arrive, and end one that is opened now. */
  mayHaveEnded(): void {
    this.isSessionSure = false;
    this.#lastEndingMs = performance.now();
  }

  /** Its session is over, and acknowledged so. */
  ended(): void {
    this.endedToken = this.tokens?.refresh_token ?? null;
    this.tokens = null;
    this.acknowledgedMs.push(performance.now());
  }

  /** The session was refused. */
  refused(by: string): void {
    if (this.isSessionSure) this.doubt(`${by} refuses a session that nothing has ended`);
    this.tokens = null;
  }
}

/** An access token lives 300 seconds. */
const OLD_MS = 150_000;
