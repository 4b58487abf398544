// bcrypt as its writers have it, `$2b$12$…`, and in Django's coat, `bcrypt$$2b$12$…`. A password counts with its first 72 bytes
// of UTF-8, for this is how such hashes were made.
import { hash as runBcrypt } from 'bcryptjs';
import { unsupportedHash } from '../errors.ts';
import { groupsOf } from '../groups.ts';
import { isEqual, type Check } from './form.ts';

/** 2^14 rounds, four times what is usual. */
const MAX_COST = 14;

/** Of all revisions but `2x`, whose writers got bytes above 127 wrong. */
const BCRYPT =
  /^(?:bcrypt\$)?\$(?<revision>2[aby])\$(?<cost>\d\d)\$(?<salt>[./A-Za-z0-9]{22})(?<tag>[./A-Za-z0-9]{31})$/;

/** @throws HashError `malformed_hash`, `unsupported_hash` */
export const read = (text: string): Check => {
  return bcryptCheck(groupsOf<keyof BcryptHash>(BCRYPT, text));
};

export interface BcryptHash {
  readonly revision: string;
  readonly cost: string;
  readonly salt: string;
  readonly tag: string;
}

/** The last character of a salt may have bits that count for nothing, so the tags alone are compared. @throws HashError */
export const bcryptCheck = ({ revision, cost, salt, tag }: BcryptHash): Check => {
  const logRounds = Number(cost);
  if (logRounds < 4 || logRounds > MAX_COST) unsupportedHash('the cost');
  const setting = `$${revision}$${String(logRounds).padStart(2, '0')}$${salt}`;
  return async (password) => {
    const made = await runBcrypt(password, setting);
    return isEqual(Buffer.from(made.slice(-tag.length)), Buffer.from(tag));
  };
};
