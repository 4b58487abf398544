// Whether there are passkeys here at all, and for which host.
import { GatehouseError } from '@gatehouse/errors';
import type { RelyingParty } from '@gatehouse/passkeys';

export interface PartyDeps {
  /** Null where WEBAUTHN_RP_ID is not set. */
  readonly party: RelyingParty | null;
}

/** The relying party. Throws `not_found` where there is none: the routes of passkeys are then not there. */
export const requireParty = ({ party }: PartyDeps): RelyingParty => {
  if (party === null) throw new GatehouseError('not_found', { reason: 'WEBAUTHN_RP_ID is not set' });
  return party;
};
