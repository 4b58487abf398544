// The mails of a local run, newest first, as the console shows them.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readEml } from './eml.ts';

export interface OutboxMail {
  readonly id: string;
  readonly kind: string;
  readonly to: string;
  readonly subject: string;
  readonly at: string;
  readonly text: string;
}

/** As many as somebody looks through. */
const SHOWN = 50;

/** The newest mails of the folder; none where nothing has been sent yet. */
export const readOutbox = async (folder: string): Promise<readonly OutboxMail[]> => {
  const names = await readdir(folder).catch(() => []);
  // The names sort by time.
  const newest = names
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .reverse()
    .slice(0, SHOWN);
  const mails = await Promise.all(newest.map((name) => readMail(folder, name)));
  return mails.filter((mail) => mail !== null);
};

/** Null where it has gone meanwhile: the folder is emptied while its mails are looked at. */
const readMail = (folder: string, name: string): Promise<OutboxMail | null> =>
  readFile(join(folder, name), 'utf8').then(
    (source) => toMail(name, source),
    () => null,
  );

const toMail = (name: string, source: string): OutboxMail => {
  const { headers, text } = readEml(source);
  const header = (one: string): string => headers.get(one) ?? '';
  return {
    ...{ id: name.slice(0, -'.eml'.length), kind: header('x-gatehouse-kind'), to: header('to') },
    ...{ subject: header('subject'), at: header('date'), text },
  };
};
