// Beginning to enrol an authenticator app: a new secret, which counts once its first code has come.
import { GatehouseError } from '@gatehouse/errors';
import { newTotpSecret, presentTotp, startTotp as withPending } from '@gatehouse/factors/totp';
import type { Principal } from '@gatehouse/http/principal';
import { setFactorAside, type ChangeFactorsDeps } from './change-factors.ts';
import { requireSealer, type SealerDeps } from './sealer.ts';

export interface StartTotpDeps extends ChangeFactorsDeps, SealerDeps {
  /** Who asks for the codes, as the app shows it. */
  readonly totpIssuer: string;
}

/**
 * A secret for ten minutes, in place of one that waited. Throws `not_found` without FACTOR_KEYS, `unauthorized`,
 * `reauthentication_required`, and `already_enrolled`.
 */
export const startTotp = async (deps: StartTotpDeps, principal: Principal) => {
  const sealer = await requireSealer(deps);
  const secret = newTotpSecret();
  const account = await setFactorAside(deps, {
    principal,
    decide: async ({ id, factors }) => {
      if (factors.totp !== null) throw new GatehouseError('already_enrolled');
      return withPending(factors, sealer.seal(secret, id), deps.now());
    },
  });
  return presentTotp({ secret, issuer: deps.totpIssuer, account: account.email });
};
