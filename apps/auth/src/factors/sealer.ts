// The secrets of authenticator apps, as FACTOR_KEYS opens and seals them.
import {
  createReferenceProvider,
  tellRules,
  type Provider,
  type Reference,
  type ReferenceProviderOptions,
} from '@gatehouse/config';
import { GatehouseError } from '@gatehouse/errors';
import { createSecretSealer, FactorKeyError, parseFactorKeys, type SecretSealer } from '@gatehouse/factors';

export interface SealerDeps {
  /** Null where FACTOR_KEYS is not set. */
  readonly sealer: () => Promise<SecretSealer | null>;
}

/** The sealer as it is now: a key that is put in front seals from then on, without a restart. Null where the variable is not set. */
export const createSealerProvider = (
  reference: Reference | null,
  options: Pick<ReferenceProviderOptions<SecretSealer>, 'remote' | 'onFailure'>,
): Provider<SecretSealer | null> => {
  if (reference === null) return { current: async () => null };
  const parse = (text: string): SecretSealer => createSecretSealer(parseFactorKeys(text));
  return createReferenceProvider({ ...options, reference, parse: tellRules(parse, FactorKeyError) });
};

/** The sealer. Throws `not_found` where there is none: the routes of authenticator apps are then not there. */
export const requireSealer = async ({ sealer }: SealerDeps): Promise<SecretSealer> => {
  const found = await sealer();
  if (found === null) throw new GatehouseError('not_found', { reason: 'FACTOR_KEYS is not set' });
  return found;
};

export interface OpenedSecret {
  readonly secret: Buffer;
  /** Sealed by the newest key. */
  readonly renewed: string;
}

/**
 * The secret of an account's app. Throws `internal_error` where no key opens it: whoever enrolled needs that factor all the same, and a
 * right code must not look like a wrong one.
 */
export const openSecret = async (
  { sealer }: SealerDeps,
  accountId: string,
  sealed: string,
): Promise<OpenedSecret> => {
  const found = await sealer();
  if (found === null) throw new GatehouseError('internal_error', { reason: 'FACTOR_KEYS is not set' });
  try {
    return { secret: found.open(sealed, accountId), renewed: found.renew(sealed, accountId) };
  } catch (cause) {
    if (!(cause instanceof FactorKeyError)) throw cause;
    throw new GatehouseError('internal_error', { cause, reason: `FACTOR_KEYS: ${cause.message}` });
  }
};
