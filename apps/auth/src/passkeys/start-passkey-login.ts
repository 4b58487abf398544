// Asking for a passkey: one of an account whose password was right, or any at all.
import { GatehouseError } from '@gatehouse/errors';
import { requestOptions, type RequestOptions } from '@gatehouse/passkeys';
import { findChallenge, type FindChallengeDeps } from '../login/challenge.ts';
import { keepChallenge, sealChallenge, type ChallengeDeps, type SealedChallengeDeps } from './challenges.ts';
import { requireParty, type PartyDeps } from './relying-party.ts';

export interface StartPasskeyLoginDeps extends PartyDeps, FindChallengeDeps {
  readonly tokens: ChallengeDeps['tokens'];
  readonly values: SealedChallengeDeps['values'];
}

/**
 * With the token of a login's challenge for the passkeys of its account, and takes no try of it; without for any. Throws `not_found`
 * without WEBAUTHN_RP_ID and for an account without passkeys, and `invalid_grant` for a challenge that does not hold.
 */
export const startPasskeyLogin = async (
  deps: StartPasskeyLoginDeps,
  challengeToken: string | null,
): Promise<RequestOptions> => {
  const party = requireParty(deps);
  if (challengeToken === null)
    return requestOptions(party, { challenge: await sealChallenge(deps), passkeys: [] });
  const { account, digest: binding } = await findChallenge(deps, challengeToken);
  const { passkeys } = account.factors;
  if (passkeys.length === 0) throw new GatehouseError('not_found', { reason: 'the account has no passkey' });
  const challenge = await keepChallenge(deps, { accountId: account.id, binding });
  return requestOptions(party, { challenge, passkeys });
};
