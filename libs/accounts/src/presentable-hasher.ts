// The hasher as use cases take it: what it will not do is a refusal that the API presents, or a wrong password.
import { HashError, type PasswordHasher } from '@gatehouse/hashing';
import type { Logger } from '@gatehouse/log';
import { inTime } from './in-time.ts';
import { NO_PASSWORD } from './no-password.ts';

/**
 * A hash that cannot be verified is of no password: it costs what an unknown account does, says false, and is logged without
 * itself; `NO_PASSWORD` is no fault, and not logged. What cannot be hashed in time throws `too_many_attempts`, and no password was looked at.
 */
export const presentableHasher = (
  hasher: PasswordHasher,
  logger: Pick<Logger, 'warn' | 'error'>,
): PasswordHasher => {
  const verify = async (password: string, hash: string): Promise<boolean> => {
    if (hash === NO_PASSWORD) return hasher.verifyNothing(password);
    try {
      return await hasher.verify(password, hash);
    } catch (error) {
      if (!(error instanceof HashError)) throw error;
      logUnverified(logger, error);
      return hasher.verifyNothing(password);
    }
  };
  return {
    hash: (password) => inTime(hasher.hash(password)),
    rehash: (password, old) => inTime(hasher.rehash(password, old)),
    needsRehash: (hash) => hasher.needsRehash(hash),
    verify: (password, hash) => inTime(verify(password, hash)),
    verifyNothing: (password) => inTime(hasher.verifyNothing(password)),
  };
};

/** A pepper that is not there is the operator's fault, and keeps out everyone whose hash names it. */
const logUnverified = (logger: Pick<Logger, 'warn' | 'error'>, { code, message }: HashError): void => {
  const level = code === 'unknown_pepper' ? 'error' : 'warn';
  logger[level]('password hash not verified', { code, reason: message });
};
