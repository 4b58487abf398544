// A passkey as the second factor of a login.
import type { AssertionCredential } from '@gatehouse/passkeys';
import type { TryFactor } from '../login/complete-login.ts';
import { takeChallenge, type ChallengeDeps } from './challenges.ts';
import { requireParty, type PartyDeps } from './relying-party.ts';
import { usePasskey, type UsePasskeyDeps } from './use-passkey.ts';

export interface TryPasskeyDeps extends PartyDeps, ChallengeDeps, UsePasskeyDeps {}

/** Spends the challenge that it answers, which has to be of the same login. Throws `not_found` without WEBAUTHN_RP_ID, `invalid_grant`. */
export const tryPasskey =
  (deps: TryPasskeyDeps, credential: AssertionCredential): TryFactor =>
  async ({ digest: binding, account: { id: accountId } }) => {
    const party = requireParty(deps);
    const challenge = await takeChallenge(deps, credential, { accountId, binding });
    const use = { party, credential, challenge, requireUserVerification: false };
    return {
      factor: 'passkey',
      verify: (account) => usePasskey(deps, account, use),
      succeeded: async () => undefined,
    };
  };
