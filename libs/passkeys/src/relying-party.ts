// Who asks for passkeys (WebAuthn §4).

export interface RelyingParty {
  /** The host that passkeys are made for. */
  readonly id: string;
  /** The pages that may use them. */
  readonly origins: readonly string[];
}
