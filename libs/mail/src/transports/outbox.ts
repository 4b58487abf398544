// The outbox of a local run: a folder with a file for each mail.
import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Message } from '../message.ts';
import { MailNotSent, type MailTransport } from './transport.ts';

/**
 * Writes each mail into a file of its own, `….eml`, whose name sorts by time. A file has its name only when it is whole, so that no reader
 * sees half a mail. Links sign people in, so that only this user reads the folder.
 */
export const outbox = (folder: string, now: () => Date): MailTransport => ({
  async send({ raw }: Message): Promise<void> {
    const name = `${now().toISOString().replaceAll(':', '-')}-${order()}-${randomBytes(6).toString('hex')}`;
    const [half, whole] = [join(folder, `.${name}.tmp`), join(folder, `${name}.eml`)];
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(half, raw, { mode: 0o600, flag: 'wx' });
      await rename(half, whole);
    } catch (error) {
      await rm(half, { force: true }).catch(() => undefined);
      throw new MailNotSent(`the outbox cannot be written (${codeOf(error)})`);
    }
  },
});

/** Tells mails of one millisecond apart, in their order. */
let written = 0;
const order = (): string => String((written = (written + 1) % 1_000_000)).padStart(6, '0');

/** By shape, since errors of another realm are errors too. */
const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'no code';
