// One answer to every credential that does not verify; why, in fixed words, is for the log.
import { GatehouseError } from '@gatehouse/errors';

/** Throws `invalid_credentials`. */
export const refuse = (reason: string, cause?: unknown): never => {
  throw new GatehouseError('invalid_credentials', { reason, cause });
};

/** What `verify` gives; whatever it throws is a credential that does not verify. */
export const verified = async <T>(verify: () => Promise<T>): Promise<T> => {
  try {
    return await verify();
  } catch (error) {
    return refuse('the credential does not verify', error);
  }
};
