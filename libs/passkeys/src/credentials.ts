// Credentials as pages send them: what `toJSON()` of the browser gives (WebAuthn §5.1), of which these members are read.

interface Credential {
  /** The id of the credential in base64url, and the same once more. */
  readonly id: string;
  readonly rawId: string;
  readonly type: 'public-key';
}

/** A new passkey. */
export interface CreationCredential extends Credential {
  readonly response: {
    readonly clientDataJSON: string;
    readonly attestationObject: string;
    readonly transports?: readonly string[];
  };
}

/** The use of a passkey. */
export interface AssertionCredential extends Credential {
  readonly response: {
    readonly clientDataJSON: string;
    readonly authenticatorData: string;
    readonly signature: string;
    readonly userHandle?: string | null;
  };
}

/** What an account keeps of a passkey, so far as its uses are verified by it. */
export interface KeptCredential {
  /** In base64url, as the public key, which is a COSE_Key. */
  readonly credentialId: string;
  readonly publicKey: string;
  readonly transports: readonly string[];
  /** Whether it may be on several devices. */
  readonly synced: boolean;
}

/** What is kept of a new one; `counter` is what the authenticator has counted so far. */
export interface NewCredential extends KeptCredential {
  readonly counter: number;
}
