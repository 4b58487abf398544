// Hashing that would take too long, as the API presents it.
import { GatehouseError } from '@gatehouse/errors';
import { BusyError } from '@gatehouse/hashing/new-passwords';

/** What the work gives; `too_many_attempts` where more is to be hashed than can be in time. */
export const inTime = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (cause) {
    if (!(cause instanceof BusyError)) throw cause;
    const { retryAfterSeconds } = cause;
    throw new GatehouseError('too_many_attempts', { cause, reason: 'hashing is busy', retryAfterSeconds });
  }
};
