// Adding a passkey that the browser has made.
import type { OneTimeTokenStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import { withPasskey, type Factors, type Passkey } from '@gatehouse/factors';
import type { Principal } from '@gatehouse/http/principal';
import type { CreationCredential, NewCredential } from '@gatehouse/passkeys';
import { addFactor, ownerOfFactors, type ChangeFactorsDeps } from '../factors/change-factors.ts';
import { ENROLMENT, takeChallenge } from './challenges.ts';
import { requireParty, type PartyDeps } from './relying-party.ts';

export interface AddPasskeyDeps extends ChangeFactorsDeps, PartyDeps {
  readonly tokens: OneTimeTokenStore;
  readonly newId: () => string;
}

export interface AddPasskeyInput {
  readonly principal: Principal;
  readonly name: string;
  readonly credential: CreationCredential;
}

export interface AddedPasskey {
  readonly passkey: Passkey;
  /** Where it is the account's first factor, else null. */
  readonly recoveryCodes: readonly string[] | null;
}

/**
 * Adds the passkey, and ends every other session. Throws `not_found` without WEBAUTHN_RP_ID, `unauthorized`, `reauthentication_required`,
 * `invalid_grant` for its challenge, `invalid_credentials` for what does not verify, `already_enrolled`, and `limit_reached`.
 */
export const addPasskey = async (
  deps: AddPasskeyDeps,
  { principal, name, credential }: AddPasskeyInput,
): Promise<AddedPasskey> => {
  const party = requireParty(deps);
  const { id: accountId } = await ownerOfFactors(deps, { principal });
  const challenge = await takeChallenge(deps, credential, { accountId, binding: ENROLMENT });
  const { verifyCreation } = await import('@gatehouse/passkeys/webauthn');
  const made = await verifyCreation(party, { credential, challenge });
  const passkey = namedPasskey(deps, name, made);
  const decide = async ({ factors }: { readonly factors: Factors }) => factorsWith(factors, passkey);
  const recoveryCodes = await addFactor(deps, { principal, factor: 'passkey', decide });
  return { passkey, recoveryCodes };
};

const namedPasskey = (
  { newId, now }: Pick<AddPasskeyDeps, 'newId' | 'now'>,
  name: string,
  made: NewCredential,
): Passkey => ({ id: newId(), name, ...made, createdAt: now(), lastUsedAt: null });

const factorsWith = (factors: Factors, passkey: Passkey): Factors => {
  const added = withPasskey(factors, passkey);
  if (typeof added === 'string') throw new GatehouseError(added);
  return added;
};
