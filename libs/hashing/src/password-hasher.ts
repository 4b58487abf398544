// Hashes passwords with Argon2id (RFC 9106), and verifies them, also against the hashes that other systems write.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { computeTag } from './argon2.ts';
import { HashError } from './errors.ts';
import type { Form } from './foreign/form.ts';
import { createGate, type Gate } from './gate.ts';
import type { Argon2Parameters } from './parameters.ts';
import type { Pepper } from './peppers.ts';
import { formatPhc, parsePhc, type PasswordHash } from './phc.ts';
import { isAsStrongAs, isStrongerThan } from './strength.ts';

/** What new hashes are made with, and what bounds the work. */
export interface PasswordHasherOptions extends Argon2Parameters {
  /** The first one hashes; the others verify what was hashed before. Default: none. */
  readonly peppers?: readonly Pepper[];
  /** What bounds the hashing at a time. Default: one gate of the process, two wide, where nothing waits for more than 3 s. */
  readonly gate?: Gate;
}

/**
 * Passwords are taken as they are received: not trimmed, not normalized, not cut (ASVS 6.2.8). Whatever hashes throws
 * `BusyError` where the gate does.
 */
export interface PasswordHasher {
  /**
   * A PHC string of a new random salt.
   * @throws HashError `malformed_password`
   */
  hash(password: string): Promise<string>;
  /**
   * Whether the hash is of this password; also a hash that was imported, of Argon2 or of a kind in `foreign/forms.ts`.
   * @throws HashError `malformed_hash`, `unsupported_hash`, `unknown_pepper`: the fault is the store's or the operator's, and no
   * work is done for such a hash. Whoever must not tell that there is one does the work of `verifyNothing`.
   */
  verify(password: string, hash: string): Promise<boolean>;
  /**
   * Whether a hash that was just verified should be replaced by a new one: these parameters are stronger, or it has not the
   * first pepper, or it is of another kind. Where neither parameters are stronger, the hash stays.
   * @throws HashError `malformed_hash`, `unsupported_hash`
   */
  needsRehash(hash: string): boolean;
  /**
   * As `hash`, in the place of a hash of the same password, and at least as strong: where these parameters are not, with the
   * old hash's own.
   * @throws HashError `malformed_password`, `malformed_hash`, `unsupported_hash`
   */
  rehash(password: string, old: string): Promise<string>;
  /** The work of `verify`, and false: for an account that is not there (ASVS 6.3.8). */
  verifyNothing(password: string): Promise<false>;
}

const SALT_BYTES = 16;
const TAG_BYTES = 32;

const PROCESS_GATE = createGate({ width: 2, maxWaitMs: 3_000 });

/** How the kind of a hash that another system has written is loaded; undefined for Argon2's. */
export type FindForm = (hash: string) => (() => Promise<Form>) | undefined;

/** A hasher with these parameters that verifies, beside Argon2's, hashes of the kinds that are found. */
export const hasherWith = (
  findForm: FindForm,
  { peppers = [], gate = PROCESS_GATE, memoryKiB, passes, lanes }: PasswordHasherOptions,
): PasswordHasher => {
  const own: Argon2Parameters = { memoryKiB, passes, lanes };
  const firstPepper = peppers[0]?.version ?? null;
  const blank = (parameters = own): PasswordHash => ({
    ...{ algorithm: 'argon2id', version: 19, ...parameters },
    pepper: firstPepper,
    salt: randomBytes(SALT_BYTES),
    tag: randomBytes(TAG_BYTES),
  });
  const tagOf = (password: string, hash: PasswordHash): Promise<Buffer> => {
    const secret = secretOf(hash.pepper, peppers);
    return gate.run(() => computeTag(password, hash, secret));
  };
  const matches = async (password: string, hash: PasswordHash): Promise<boolean> =>
    timingSafeEqual(await tagOf(password, hash), hash.tag) && password.isWellFormed();

  // A hash that could not be verified later fails here, when the service starts.
  parsePhc(formatPhc(blank()));

  const hashWith = async (password: string, parameters: Argon2Parameters): Promise<string> => {
    if (!password.isWellFormed())
      throw new HashError('malformed_password', 'the password is no Unicode text');
    const hash = blank(parameters);
    return formatPhc({ ...hash, tag: await tagOf(password, hash) });
  };

  return {
    hash: (password) => hashWith(password, own),
    rehash: async (password, old) =>
      hashWith(password, findForm(old) === undefined ? atLeastAsStrong(own, parsePhc(old)) : own),
    async verify(password, hash) {
      const form = findForm(hash);
      if (form === undefined) return matches(password, parsePhc(hash));
      const check = (await form()).read(hash);
      return (await gate.run(() => check(password))) && password.isWellFormed();
    },
    needsRehash(hash) {
      if (findForm(hash) !== undefined) return true;
      const { algorithm, version, pepper, salt, tag, ...used } = parsePhc(hash);
      const asNew = algorithm === 'argon2id' && version === 19 && pepper === firstPepper;
      const asLong = salt.length >= SALT_BYTES && tag.length >= TAG_BYTES;
      return !(asNew && asLong) || isStrongerThan(own, used);
    },
    async verifyNothing(password) {
      await matches(password, blank());
      return false;
    },
  };
};

const atLeastAsStrong = (
  own: Argon2Parameters,
  { memoryKiB, passes, lanes }: PasswordHash,
): Argon2Parameters => (isAsStrongAs(own, { memoryKiB, passes }) ? own : { memoryKiB, passes, lanes });

const secretOf = (version: string | null, peppers: readonly Pepper[]): Buffer => {
  if (version === null) return Buffer.alloc(0);
  const pepper = peppers.find((each) => each.version === version);
  if (pepper === undefined)
    throw new HashError('unknown_pepper', 'the pepper of the password hash is not there');
  return pepper.secret;
};
