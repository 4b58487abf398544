// Whether a use of a passkey is good for an account, and what the account keeps of it.
import type { Audit } from '@gatehouse/audit';
import type { Account } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import { withUsedPasskey, type Factors } from '@gatehouse/factors';
import { runsBackwards, type AssertionCredential, type RelyingParty } from '@gatehouse/passkeys';
import type { AssertionInput } from '@gatehouse/passkeys/webauthn';

export interface UsePasskeyDeps {
  readonly audit: Audit;
  readonly now: () => Date;
}

/** A credential with the challenge that it has to answer. */
export interface PasskeyUse {
  readonly party: RelyingParty;
  readonly credential: AssertionCredential;
  readonly challenge: string;
  /** Whether the authenticator must have known its user. */
  readonly requireUserVerification: boolean;
}

/** What `Proven` of a login says: the factors with the use in them, and the passkey's kind by its name in RFC 8176. */
export interface UsedPasskey {
  readonly factors: Factors;
  /** `swk` for one that may be synced, `hwk` for one that may not. */
  readonly amr: 'swk' | 'hwk';
}

/** Null for a passkey that is not the account's, does not verify, or whose counter runs backwards, which is told of. */
export const usePasskey = async (
  { audit, now }: UsePasskeyDeps,
  { id: accountId, factors }: Account,
  { party, ...use }: PasskeyUse,
): Promise<UsedPasskey | null> => {
  const passkey = factors.passkeys.find(({ credentialId }) => credentialId === use.credential.id);
  if (passkey === undefined) return null;
  const counter = await counterOf(party, { ...use, accountId, passkey });
  if (counter === null) return null;
  if (runsBackwards(passkey.counter, counter)) {
    await audit({ event: 'passkey_counter_regressed', subject: accountId });
    return null;
  }
  const used = withUsedPasskey(factors, { id: passkey.id, counter, now: now() });
  return { factors: used, amr: passkey.synced ? 'swk' : 'hwk' };
};

/** What the authenticator has counted; null where the use does not verify. */
const counterOf = async (party: RelyingParty, input: AssertionInput): Promise<number | null> => {
  const { verifyAssertion } = await import('@gatehouse/passkeys/webauthn');
  try {
    return (await verifyAssertion(party, input)).counter;
  } catch (error) {
    if (error instanceof GatehouseError && error.code === 'invalid_credentials') return null;
    throw error;
  }
};
