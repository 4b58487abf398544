// The list of common passwords, from a package that keeps it. Loaded by the first new password; the zip of an app holds what is
// taken of it as a plain file (tools/bundle).
import { dictionary } from '@zxcvbn-ts/language-common';

/** So many of the list, which begins with the most common, are taken whatever their length. */
const MOST_COMMON = 10_000;

/** No new password is shorter, so that from this length on an entry can be a whole password: all of those are taken. */
const SHORTEST_PASSWORD = 8;

/** Below this an entry (`abc`, `123`) says nothing about a text that holds it. */
const SHORTEST_ENTRY = 4;

/** The name of the service (NIST SP 800-63B-4 §3.1.1.2). */
const SERVICE = 'gatehouse';

/** Some 24,000 common passwords, in lower case. */
export const commonPasswords: ReadonlySet<string> = new Set([
  SERVICE,
  ...dictionary['passwords-common'].filter(
    ({ length }, rank) => length >= (rank < MOST_COMMON ? SHORTEST_ENTRY : SHORTEST_PASSWORD),
  ),
]);
