// What a page asks its browser for, as `parseCreationOptionsFromJSON` and its sibling take it (WebAuthn §5.4, §5.5).
import { ALGORITHMS } from './algorithms.ts';
import { CHALLENGE_SECONDS } from './challenge.ts';
import { userHandleOf } from './client-data.ts';
import type { KeptCredential } from './credentials.ts';
import type { RelyingParty } from './relying-party.ts';

/** Names a credential, and how its authenticator can be reached. */
export interface Descriptor {
  readonly type: 'public-key';
  readonly id: string;
  readonly transports: readonly string[];
}

export interface CreationOptions {
  readonly challenge: string;
  readonly rp: { readonly id: string; readonly name: string };
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string };
  readonly pubKeyCredParams: readonly { readonly type: 'public-key'; readonly alg: number }[];
  readonly timeout: number;
  readonly excludeCredentials: readonly Descriptor[];
  readonly authenticatorSelection: {
    readonly residentKey: 'required';
    /** What `residentKey` was called before; some browsers read this one alone. */
    readonly requireResidentKey: true;
    readonly userVerification: 'preferred';
  };
  readonly attestation: 'none';
}

export interface RequestOptions {
  readonly challenge: string;
  readonly timeout: number;
  readonly rpId: string;
  readonly allowCredentials: readonly Descriptor[];
  readonly userVerification: 'required' | 'preferred';
}

/**
 * Asks for a passkey that an authenticator finds by itself, of none that the account has already, and for no attestation: which
 * model it is of is nobody's business. Its handle is the account's id; authenticators show the email to their owner.
 */
export const creationOptions = (
  { id: host }: RelyingParty,
  { challenge, account, passkeys }: CreationInput,
): CreationOptions => ({
  challenge,
  rp: { id: host, name: host },
  user: {
    id: userHandleOf(account.id),
    name: account.email,
    displayName: `${account.firstName} ${account.lastName}`,
  },
  pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
  timeout: TIMEOUT_MS,
  excludeCredentials: passkeys.map(descriptorOf),
  authenticatorSelection: {
    residentKey: 'required',
    requireResidentKey: true,
    userVerification: 'preferred',
  },
  attestation: 'none',
});

interface CreationInput {
  /** In base64url. */
  readonly challenge: string;
  readonly account: {
    readonly id: string;
    readonly email: string;
    readonly firstName: string;
    readonly lastName: string;
  };
  readonly passkeys: readonly KeptCredential[];
}

/**
 * Asks for one of these passkeys as a second factor; or where there are none for any of the authenticator's own, which then has
 * to know its user.
 */
export const requestOptions = (
  { id: rpId }: RelyingParty,
  { challenge, passkeys }: { readonly challenge: string; readonly passkeys: readonly KeptCredential[] },
): RequestOptions => ({
  challenge,
  timeout: TIMEOUT_MS,
  rpId,
  allowCredentials: passkeys.map(descriptorOf),
  userVerification: passkeys.length === 0 ? 'required' : 'preferred',
});

const TIMEOUT_MS = CHALLENGE_SECONDS * 1000;

/** Transports as the authenticator named them; a browser passes over one that it does not know (WebAuthn §5.8.3). */
const descriptorOf = ({ credentialId: id, transports }: KeptCredential): Descriptor => ({
  type: 'public-key',
  id,
  transports,
});
