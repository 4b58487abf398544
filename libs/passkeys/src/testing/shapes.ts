// What an authenticator in software is asked, what it answers, and what it is told to do wrong.
import type { Cbor } from './cbor.ts';
import type { Algorithm } from './key-pair.ts';

export interface AuthenticatorOptions {
  /** The origin of the page that asks. */
  readonly origin: string;
  /** Of the keys that it makes; ES256 where nothing is said. */
  readonly algorithm?: Algorithm;
  /** Whether it knows its user by a PIN or a finger; it does where nothing is said. */
  readonly verifiesUser?: boolean;
  /** Whether its passkeys may be synced; then it counts no signatures. */
  readonly synced?: boolean;
  /** Signs its attestation with the new key itself, as some do that are asked for none. */
  readonly attestsItself?: boolean;
}

/** What is read of the options of `POST /auth/passkeys/options`. */
export interface CreationRequest {
  readonly challenge: string;
  readonly rp: { readonly id: string };
  readonly user: { readonly id: string };
}

/** What is read of the options of `POST /auth/passkey/options`. */
export interface AssertionRequest {
  readonly challenge: string;
  readonly rpId: string;
  readonly allowCredentials?: readonly { readonly id: string }[];
}

/** What one answer has otherwise than it should. */
export interface Damage {
  readonly origin?: string;
  readonly type?: string;
  readonly challenge?: string;
  readonly rpId?: string;
  /** Members of the client data beside those that are always there. */
  readonly clientData?: Readonly<Record<string, unknown>>;
  /** Bits of the flags to turn over (WebAuthn §6.1). */
  readonly flipFlags?: number;
  readonly counter?: number;
  /** Another format of attestation. */
  readonly format?: string;
  readonly statement?: ReadonlyMap<string, Cbor>;
  /** The id of a new passkey, in base64url. */
  readonly credentialId?: string;
  /** The handle of another account. */
  readonly userHandle?: string;
}

/** What `toJSON()` of a new credential gives. */
export interface CreatedCredential extends Credential {
  readonly response: {
    readonly clientDataJSON: string;
    readonly attestationObject: string;
    readonly transports: string[];
    readonly [member: string]: unknown;
  };
}

/** What `toJSON()` of an assertion gives. */
export interface AssertedCredential extends Credential {
  readonly response: {
    readonly clientDataJSON: string;
    readonly authenticatorData: string;
    readonly signature: string;
    readonly userHandle?: string;
  };
}

export interface Credential {
  readonly id: string;
  readonly rawId: string;
  readonly type: 'public-key';
  readonly authenticatorAttachment: string;
  readonly clientExtensionResults: object;
}
