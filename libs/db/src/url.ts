// What a database URL may be; apart from opening, so that a bad one is refused before any adapter is loaded.

export type DatabaseAddress =
  | { readonly store: 'sqlite'; readonly path: string }
  | { readonly store: 'mongodb'; readonly url: string; readonly name: string };

/** Credentials, hosts and the database's name; what stands in the query is the driver's business. */
const MONGODB_URL =
  /^mongodb(?:\+srv)?:\/\/(?:[^@/?#\s]+@)?[^@/?#\s]+(?:\/(?<name>[^/?#\s]*))?(?:\?[^#\s]*)?$/;
const DATABASE_NAME = /^[A-Za-z0-9_-]{1,63}$/;
const DEFAULT_NAME = 'gatehouse';

/**
 * Tells the two kinds of URL apart. No message repeats any part of the URL, since it may hold credentials.
 * @throws TypeError naming the rule that the URL broke
 */
export const parseDatabaseUrl = (url: string): DatabaseAddress => {
  if (url.startsWith('sqlite:')) return { store: 'sqlite', path: filePathOf(url.slice('sqlite:'.length)) };
  if (/^mongodb(\+srv)?:/.test(url)) return { store: 'mongodb', url, name: databaseNameOf(url) };
  throw new TypeError('A database URL must begin with sqlite:, mongodb:// or mongodb+srv://');
};

const filePathOf = (path: string): string => {
  const namesFile = path !== '' && !path.endsWith('/') && !path.includes('\0') && !path.startsWith(':');
  if (!namesFile) throw new TypeError('A sqlite: URL must name a file: sqlite:PATH');
  if (/^\/\/[^/]/.test(path)) throw new TypeError('A sqlite: URL has no host: sqlite:PATH or sqlite:///PATH');
  return path;
};

const databaseNameOf = (url: string): string => {
  const match = MONGODB_URL.exec(url);
  if (!match)
    throw new TypeError('A mongodb URL must read mongodb://[user:password@]host[:port][,…][/name][?options]');
  const name = match.groups?.['name'] || DEFAULT_NAME;
  if (DATABASE_NAME.test(name)) return name;
  throw new TypeError('The database name in a mongodb URL must be 1 to 63 of letters, digits, _ and -');
};
