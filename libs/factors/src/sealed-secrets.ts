// The secrets of authenticator apps at rest: AES-256-GCM, bound to their account, by the keys of `FACTOR_KEYS`.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { FactorKeyError, type FactorKey, type FactorKeys } from './factor-keys.ts';
import type { RandomBytes } from './recovery-codes.ts';

/** Seals for an account and opens what was sealed for it. Text of another account, or one that was changed, does not open. */
export interface SecretSealer {
  readonly seal: (secret: Uint8Array, accountId: string) => string;
  /** @throws FactorKeyError when no key opens it */
  readonly open: (sealed: string, accountId: string) => Buffer;
  /** The same text where the newest key sealed it, and else what the newest key makes of its secret. */
  readonly renew: (sealed: string, accountId: string) => string;
}

/** The first key seals; each opens what it has sealed. A sealed text is `version.base64url(nonce, ciphertext, tag)`. */
export const createSecretSealer = (keys: FactorKeys, random: RandomBytes = randomBytes): SecretSealer => {
  const [newest] = keys;
  const seal: SecretSealer['seal'] = (secret, accountId) => sealWith(newest, secret, accountId, random);
  const open: SecretSealer['open'] = (sealed, accountId) => {
    const { version, bytes } = partsOf(sealed);
    const found = keys.find((key) => key.version === version);
    if (found === undefined) throw new FactorKeyError(`no key has the version ${version}`);
    return openWith(found, bytes, accountId);
  };
  const renew: SecretSealer['renew'] = (sealed, accountId) =>
    partsOf(sealed).version === newest.version ? sealed : seal(open(sealed, accountId), accountId);
  return { seal, open, renew };
};

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const sealWith = (
  { version, key }: FactorKey,
  secret: Uint8Array,
  accountId: string,
  random: RandomBytes,
): string => {
  const nonce = random(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(boundTo(accountId));
  const sealed = Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  return `${version}.${sealed.toString('base64url')}`;
};

const openWith = ({ version, key }: FactorKey, bytes: Buffer, accountId: string): Buffer => {
  try {
    const tagAt = bytes.length - TAG_BYTES;
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
      .setAAD(boundTo(accountId))
      .setAuthTag(bytes.subarray(tagAt));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, tagAt)), decipher.final()]);
  } catch (cause) {
    throw new FactorKeyError(`the key of version ${version} does not open it`, { cause });
  }
};

const boundTo = (accountId: string): Buffer => Buffer.from(`totp of ${accountId}`);

const SEALED = /^([\w-]{1,8})\.([\w-]+)$/;

const partsOf = (sealed: string): { readonly version: string; readonly bytes: Buffer } => {
  const match = SEALED.exec(sealed);
  if (match === null) throw new FactorKeyError('it has not the form of a sealed secret');
  return { version: match[1]!, bytes: Buffer.from(match[2]!, 'base64url') };
};
