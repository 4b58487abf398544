// The outbox of a long run: each file is read once.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tokenIn, toMail, type ReceivedMail } from '../mailbox.ts';

const PAUSE_MS = 100;

export class Outbox {
  readonly #folder: string;
  readonly #seen = new Set<string>();
  readonly #byAddress = new Map<string, ReceivedMail[]>();

  constructor(home: string) {
    this.#folder = join(home, 'outbox');
  }

  /** All mails of a kind to this address. */
  async mailsTo(address: string, kind: string): Promise<readonly ReceivedMail[]> {
    await this.#read();
    return (this.#byAddress.get(address) ?? []).filter((mail) => mail.kind === kind);
  }

  /** The token of the last link to this address; null where none comes in time. */
  async linkTo(address: string, limitMs: number): Promise<string | null> {
    const endMs = performance.now() + limitMs;
    do {
      const mail = (await this.mailsTo(address, 'verify_email')).at(-1);
      if (mail !== undefined) return tokenIn(mail);
      await sleep(PAUSE_MS);
    } while (performance.now() < endMs);
    return null;
  }

  async #read(): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    for (const name of names.sort()) {
      if (!name.endsWith('.eml') || this.#seen.has(name)) continue;
      this.#seen.add(name);
      const mail = toMail(await readFile(join(this.#folder, name), 'utf8'));
      this.#byAddress.set(mail.to, [...(this.#byAddress.get(mail.to) ?? []), mail]);
    }
  }
}
