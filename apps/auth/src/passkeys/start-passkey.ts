// Beginning to add a passkey: what the browser is asked for.
import type { OneTimeTokenStore } from '@gatehouse/db';
import type { Principal } from '@gatehouse/http/principal';
import { creationOptions, type CreationOptions } from '@gatehouse/passkeys';
import { ownerOfFactors, type FactorRightsDeps } from '../factors/change-factors.ts';
import { ENROLMENT, keepChallenge } from './challenges.ts';
import { requireParty, type PartyDeps } from './relying-party.ts';

export interface StartPasskeyDeps extends FactorRightsDeps, PartyDeps {
  readonly tokens: OneTimeTokenStore;
}

/** Throws `not_found` without WEBAUTHN_RP_ID, `unauthorized`, and `reauthentication_required`. */
export const startPasskey = async (
  deps: StartPasskeyDeps,
  principal: Principal,
): Promise<CreationOptions> => {
  const party = requireParty(deps);
  const account = await ownerOfFactors(deps, { principal });
  const challenge = await keepChallenge(deps, { accountId: account.id, binding: ENROLMENT });
  return creationOptions(party, { challenge, account, passkeys: account.factors.passkeys });
};
