// Where accounts and sessions are kept; apart from the other variables, so that no function without a database has the
// rules of its URL in its zip.
import { parseDatabaseUrl } from './database-url.ts';
import type { Kind } from './environment.ts';
import { kind, type Fallback } from './kinds.ts';
import { toReference, type Reference } from './reference.ts';

/**
 * A reference to a database URL, or the URL in place, held to `parseDatabaseUrl`: `mongodb://`, `mongodb+srv://`,
 * `dynamodb://` or `sqlite:path`. In Lambda a URL in place must hold no password.
 */
export const databaseUrl = <Unset = never>(options: Fallback<Unset> = {}): Kind<Reference | Unset> =>
  kind(options, (value, place) =>
    toReference(value, place, { secret: hasPassword(value), check: parseDatabaseUrl }),
  );

const hasPassword = (url: string): boolean => /:\/\/[^/@]*:[^/]*@/.test(url) || /password=/i.test(url);

/** In Lambda there is no default. */
export const databaseVariables = {
  DATABASE_URL: /* @__PURE__ */ databaseUrl({
    localFallback: ({ GATEHOUSE_HOME = '.gatehouse' }) => `sqlite:${GATEHOUSE_HOME}/gatehouse.db`,
  }),
};
