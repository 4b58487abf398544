// What can be said of a stored hash without a password: whether one can be verified against it, and what that depends on.
import { findForm } from './foreign/forms.ts';
import { parsePhc } from './phc.ts';

/**
 * Resolves where `verify` of a hasher can work with this hash. A pepper that it names is not looked for.
 * @throws HashError `malformed_hash`, `unsupported_hash`
 */
export const assertKnownHash = async (text: string): Promise<void> => {
  const load = findForm(text);
  if (load === undefined) parsePhc(text);
  else (await load()).read(text);
};

/**
 * The algorithm and the parameters of a hash that is known, such as `$2b$12`: hashes of one kind cost the same. A text of no kind is
 * its own, so that nobody takes two costs for one.
 */
export const kindOfHash = (text: string): string => {
  for (const form of KINDS) {
    const found = form.exec(text);
    if (found !== null) return found.slice(1).join('$');
  }
  return text;
};

/** The groups of each are what its cost depends on; salts, tags and keys are not among them. */
const KINDS: readonly RegExp[] = [
  /^((?:bcrypt(?:_sha256)?\$)?\$2[aby]\$\d\d)\$/,
  /^(\$bcrypt-sha256\$[^$]+)\$/,
  /^(pbkdf2_[a-z0-9]+\$\d+)\$/,
  /^(pbkdf2:[^$]+)\$/,
  /^(\$pbkdf2[^$]*\$[^$]+)\$/,
  /^(scrypt\$\d+)\$[^$]+\$(\d+\$\d+)\$/,
  /^(scrypt:[^$]+)\$/,
  /^(\$scrypt\$[^$]+)\$/,
  /^(\$fbscrypt\$v=1,n=\d+,r=\d+,p=\d+),/,
  /^(\$firescrypt\$[^$]+)\$/,
  /^((?:argon2)?\$argon2(?:id|i|d)(?:\$v=\d+)?\$[^$]+)\$/,
];
