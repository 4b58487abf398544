// Firebase's scrypt, whose key encrypts the signer key of the project; the result is the hash. Firebase exports the parts on their
// own. They are taken together as two other services write them: `$fbscrypt$v=1,n=14,r=8,p=1,ss=…,sk=…$salt$tag`, and
// `$firescrypt$ln=14,r=8,p=1$salt$tag$ss$sk`, with the salt separator `ss` and the signer key `sk`, all in base64.
import { createCipheriv } from 'node:crypto';
import { fromPaddedBase64 } from '../base64.ts';
import { groupsOf } from '../groups.ts';
import { assertLengths, isEqual, type Check } from './form.ts';
import { assertScryptBounds, deriveScrypt } from './scrypt.ts';

const base64 = (name: string): string => `(?<${name}>[A-Za-z0-9+/]+=*)`;
const FBSCRYPT = new RegExp(
  `^\\$fbscrypt\\$v=1,n=(?<logCost>\\d+),r=(?<blockSize>\\d+),p=(?<lanes>\\d+),` +
    `ss=${base64('separator')},sk=${base64('signerKey')}\\$${base64('salt')}\\$${base64('tag')}$`,
);
const FIRESCRYPT = new RegExp(
  `^\\$firescrypt\\$ln=(?<logCost>\\d+),r=(?<blockSize>\\d+),p=(?<lanes>\\d+)` +
    `\\$${base64('salt')}\\$${base64('tag')}\\$${base64('separator')}\\$${base64('signerKey')}$`,
);

/** @throws HashError `malformed_hash`, `unsupported_hash` */
export const read = (text: string): Check => {
  const parts = groupsOf<Part>(text.startsWith('$fb') ? FBSCRYPT : FIRESCRYPT, text);
  const [tag, signerKey] = [fromPaddedBase64(parts.tag), fromPaddedBase64(parts.signerKey)];
  const salt = Buffer.concat([fromPaddedBase64(parts.salt), fromPaddedBase64(parts.separator)]);
  const { logCost, blockSize, lanes } = parts;
  const parameters = { cost: 2 ** Number(logCost), blockSize: Number(blockSize), lanes: Number(lanes) };
  assertScryptBounds(parameters);
  assertLengths({ salt, tag });
  return async (password) =>
    isEqual(encrypt(signerKey, await deriveScrypt(password, salt, KEY_BYTES, parameters)), tag);
};

type Part = 'logCost' | 'blockSize' | 'lanes' | 'separator' | 'signerKey' | 'salt' | 'tag';

const KEY_BYTES = 32;

/** AES-256 in counter mode from zero: the key is never used twice. */
const encrypt = (text: Buffer, key: Buffer): Buffer => {
  const cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  return Buffer.concat([cipher.update(text), cipher.final()]);
};
