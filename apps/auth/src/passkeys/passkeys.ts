// The passkeys of an account, for its owner to recognise and to remove one of.
import { standingCaller, type CallerDeps } from '@gatehouse/accounts';
import type { Passkey as PresentedPasskey } from '@gatehouse/auth-contract';
import { GatehouseError } from '@gatehouse/errors';
import { withoutPasskey, type Passkey } from '@gatehouse/factors';
import type { Principal } from '@gatehouse/http/principal';
import { removeFactor, type ChangeFactorsDeps } from '../factors/change-factors.ts';
import { requireParty, type PartyDeps } from './relying-party.ts';

export interface ListPasskeysDeps extends CallerDeps, PartyDeps {}

/** All of them, oldest first. Throws `not_found` without WEBAUTHN_RP_ID, and `unauthorized`. */
export const listPasskeys = async (
  deps: ListPasskeysDeps,
  principal: Principal,
): Promise<readonly Passkey[]> => {
  requireParty(deps);
  return (await standingCaller(deps, principal)).factors.passkeys;
};

export interface RemovePasskeyDeps extends ChangeFactorsDeps, PartyDeps {}

/**
 * Removes one, and ends every other session. Throws `not_found` for the id of none of the caller's, and without WEBAUTHN_RP_ID;
 * `unauthorized`, `reauthentication_required`.
 */
export const removePasskey = async (
  deps: RemovePasskeyDeps,
  { principal, id }: { readonly principal: Principal; readonly id: string },
): Promise<void> => {
  requireParty(deps);
  await removeFactor(deps, {
    principal,
    factor: 'passkey',
    decide: async ({ factors }) => {
      const left = withoutPasskey(factors, id);
      if (left === null) throw new GatehouseError('not_found');
      return left;
    },
  });
};

/** The `passkey` of the contract: nothing of its key, and nothing that tells which authenticator it is in. */
export const presentPasskey = ({ id, name, createdAt, lastUsedAt }: Passkey): PresentedPasskey => ({
  id,
  name,
  created_at: createdAt.toISOString(),
  last_used_at: lastUsedAt === null ? null : lastUsedAt.toISOString(),
});
