// Removing the authenticator app.
import { GatehouseError } from '@gatehouse/errors';
import type { Principal } from '@gatehouse/http/principal';
import { removeFactor, type ChangeFactorsDeps } from './change-factors.ts';
import { requireSealer, type SealerDeps } from './sealer.ts';

export interface RemoveTotpDeps extends ChangeFactorsDeps, SealerDeps {}

/** Throws `not_found` where no app is enrolled, and without FACTOR_KEYS; `unauthorized`, `reauthentication_required`. */
export const removeTotp = async (deps: RemoveTotpDeps, principal: Principal): Promise<void> => {
  await requireSealer(deps);
  return removeFactor(deps, {
    principal,
    factor: 'totp',
    decide: async ({ factors }) => {
      if (factors.totp === null) throw new GatehouseError('not_found');
      return { ...factors, totp: null };
    },
  });
};
