// What the page on personal data lists, and what a stored thing holds, by the same names, for the tests that hold one against the other.
import { readFile } from 'node:fs/promises';

/** `factors.pendingTotp.expiresAt` and `factors_pending_totp_expires_at` are one field. */
export const toName = (path: string): string =>
  path.replaceAll('.', '_').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The members of an object, those of objects in it by their paths; of a list those of its things. */
const pathsIn = (value: unknown, path = ''): readonly string[] => {
  if (Array.isArray(value) && typeof value[0] === 'object' && !(value[0] instanceof Date))
    return value.flatMap((item) => pathsIn(item, path));
  if (typeof value !== 'object' || value === null || value instanceof Date || Array.isArray(value))
    return [path];
  return Object.entries(value).flatMap(([name, member]) =>
    pathsIn(member, path === '' ? name : `${path}.${name}`),
  );
};

export const namesIn = (value: object): readonly string[] => [...new Set(pathsIn(value).map(toName))];

export const privacyPage = await readFile(new URL('../../../docs/privacy.md', import.meta.url), 'utf8');

/** The fields that the page lists under the heading of each table, and whether it says how long. */
export const sections = new Map(
  privacyPage.split(/^##+ /m).flatMap((text) => {
    const table = /^.*: `(\w+)`\n/.exec(text)?.[1];
    const fields = [...text.matchAll(/^\| `([\w.]+)` /gm)].map(([, field = '']) => toName(field));
    return table === undefined
      ? []
      : [[table, { fields, saysHowLong: /\bKept (until|for)\b/.test(text) }] as const];
  }),
);

export const sorted = (names: readonly string[]): readonly string[] => [...new Set(names)].toSorted();
