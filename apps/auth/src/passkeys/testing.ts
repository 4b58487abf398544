// Owners with a passkey, for the tests of what needs one.
import type { Account } from '@gatehouse/db';
import type { Principal } from '@gatehouse/http/principal';
import {
  createSoftwareAuthenticator,
  type AuthenticatorOptions,
  type Damage,
  type SoftwareAuthenticator,
} from '@gatehouse/passkeys/testing';
import { PARTY, principalOf, type useCasesOver } from '../testing.ts';
import type { AddedPasskey } from './add-passkey.ts';

type Act = ReturnType<typeof useCasesOver>;

/** An authenticator on a page of ours. */
export const anAuthenticator = (options: Partial<AuthenticatorOptions> = {}): SoftwareAuthenticator =>
  createSoftwareAuthenticator({ origin: PARTY.origins[0]!, ...options });

export interface PasskeyOwner {
  readonly authenticator: SoftwareAuthenticator;
  readonly added: AddedPasskey;
  /** The caller who added it, by the password alone. */
  readonly principal: Principal;
}

/** Sets the clock near the machine's, by which the stores drop challenges that are long over. */
export const nearNow = ({ clock }: Act): void =>
  void (clock.now = new Date(Math.max(clock.now.getTime(), Math.floor(Date.now() / 1000) * 1000)));

/** Signs in by the password near the machine's time, and adds a passkey. */
export const enrolPasskey = async (
  act: Act,
  { email }: Account,
  options: Partial<AuthenticatorOptions> = {},
): Promise<PasskeyOwner> => {
  nearNow(act);
  const principal = principalOf((await act.logIn(email)).access_token);
  const authenticator = anAuthenticator(options);
  const credential = authenticator.create(await act.startPasskey(principal));
  return { authenticator, added: await act.addPasskey(principal, credential), principal };
};

/** Signs in by a passkey alone. */
export const signInByPasskey = async (act: Act, authenticator: SoftwareAuthenticator, damage?: Damage) =>
  act.passkeyLogin(authenticator.get(await act.startPasskeyLogin(), damage));
