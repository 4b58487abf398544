// The mails of a run, read from the folder that they are written into.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readEml } from '@gatehouse/gateway/eml';

/** A mail that Gatehouse sent. */
export interface OutboxMail {
  /** What it is about: `verify_email`, `reset_password`, `password_changed`, … */
  readonly kind: string;
  readonly subject: string;
  /** Its part of plain text. */
  readonly text: string;
  /** The link that stands alone on a line; null for a notice, which has none. */
  readonly link: string | null;
  /** The token of the link; null for a notice. */
  readonly token: string | null;
}

/** The mails that Gatehouse sent. */
export interface Outbox {
  /**
   * The next mail to this address that no call has given yet, oldest first; waits for it for up to 20 seconds.
   *
   * @example const { token } = await gatehouse.outbox.next('ada@example.com');
   * @throws Error where none comes, and where `env` has a MAIL_URL that sends mails elsewhere
   */
  next(to: string): Promise<OutboxMail>;
}

/** How long a mail is waited for; it comes within a second. */
const PATIENCE_MS = 20_000;
const PAUSE_MS = 20;

/** The outbox in `folder`; null for a run whose mails go elsewhere. */
export const openOutbox = (folder: string | null): Outbox => {
  const given = new Set<string>();
  const mails = new Map<string, Promise<Addressed>>();
  const read = (name: string): Promise<Addressed> => {
    const mail = mails.get(name) ?? readFile(join(folder ?? '', name), 'utf8').then(toMail);
    mails.set(name, mail);
    return mail;
  };
  const find = async (to: string): Promise<OutboxMail | undefined> => {
    for (const name of await namesIn(folder ?? '')) {
      if (given.has(name) || (await read(name)).to !== to || given.has(name)) continue;
      given.add(name);
      return (await read(name)).mail;
    }
    return undefined;
  };
  return {
    async next(to) {
      if (folder === null) throw new Error('MAIL_URL sends the mails of this run elsewhere');
      const end = performance.now() + PATIENCE_MS;
      for (;;) {
        const mail = await find(to.toLowerCase());
        if (mail !== undefined) return mail;
        if (performance.now() > end) throw new Error(`no further mail came to ${to}`);
        await sleep(PAUSE_MS);
      }
    },
  };
};

interface Addressed {
  readonly to: string;
  readonly mail: OutboxMail;
}

/** The names sort by time. A folder that is not there has none yet. */
const namesIn = async (folder: string): Promise<readonly string[]> => {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith('.eml')).sort();
};

const toMail = (source: string): Addressed => {
  const { headers, text } = readEml(source);
  const link = text.split('\n').find((line) => LINK.test(line)) ?? null;
  const mail = {
    kind: headers.get('x-gatehouse-kind') ?? '',
    subject: headers.get('subject') ?? '',
    text,
    link,
    token: link === null ? null : (LINK.exec(link)?.[1] ?? null),
  };
  return { to: (headers.get('to') ?? '').replace(/^<|>$/g, '').toLowerCase(), mail };
};

const LINK = /^\S+#action=\w+&token=([\w-]+)$/;
