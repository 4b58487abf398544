// bcrypt over a digest of the password, which leaves nothing out of a long one: Django's `bcrypt_sha256$$2b$12$…`, and passlib's
// `$bcrypt-sha256$v=2,t=2b,r=12$salt$tag` and its older `$bcrypt-sha256$2b,12$salt$tag`.
import { createHash, createHmac } from 'node:crypto';
import { bcryptCheck, type BcryptHash } from './bcrypt.ts';
import { groupsOf } from '../groups.ts';
import type { Check } from './form.ts';

const SALT = '(?<salt>[./A-Za-z0-9]{22})';
const TAG = '(?<tag>[./A-Za-z0-9]{31})';
const DJANGO = new RegExp(`^bcrypt_sha256\\$\\$(?<revision>2[aby])\\$(?<cost>\\d\\d)\\$${SALT}${TAG}$`);
const PASSLIB = new RegExp(
  `^\\$bcrypt-sha256\\$(?:(?<version>v=2),t=)?(?<revision>2[ab]),(?:r=)?(?<cost>\\d+)\\$${SALT}\\$${TAG}$`,
);

/** @throws HashError `malformed_hash`, `unsupported_hash` */
export const read = (text: string): Check => {
  const pattern = text.startsWith('$') ? PASSLIB : DJANGO;
  const { version, ...hash } = groupsOf<keyof BcryptHash | 'version'>(pattern, text);
  const check = bcryptCheck(hash);
  if (pattern === DJANGO) return (password) => check(sha256(password).digest('hex'));
  if (version === undefined) return (password) => check(sha256(password).digest('base64'));
  return (password) => check(createHmac('sha256', hash.salt).update(password).digest('base64'));
};

const sha256 = (password: string) => createHash('sha256').update(password);
