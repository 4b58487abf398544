// A second factor that is wrong, wherever it is tried.
import type { Audit, TriedFactor } from '@gatehouse/audit';
import { GatehouseError } from '@gatehouse/errors';

/** Tells of it, and throws `invalid_credentials`. */
export const refuseFactor = async (
  audit: Audit,
  tried: { readonly subject: string; readonly factor: TriedFactor },
): Promise<never> => {
  await audit({ event: 'second_factor_failed', ...tried });
  throw new GatehouseError('invalid_credentials');
};
