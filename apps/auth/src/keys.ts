// What signs and what is published, from whichever of the two key variables is set; apart, since both change together.
import {
  createReferenceProvider,
  tellRules,
  type Provider,
  type Reference,
  type RemoteResolver,
} from '@gatehouse/config';
import {
  createSigner,
  KeyError,
  parsePrivateKeySet,
  parseSecretKey,
  publicJwks,
  type PublicJwk,
  type Signer,
} from '@gatehouse/jwt';

export interface SigningKeys {
  readonly signer: Signer;
  /** The JWKS for verifiers: empty for a shared secret, which nobody may publish. */
  readonly published: { readonly keys: readonly PublicJwk[] };
}

interface KeyVariables {
  readonly JWT_PRIVATE_KEYS: Reference | null;
  readonly SECRET_KEY: Reference | null;
}

interface KeyProviderOptions {
  readonly remote: RemoteResolver;
  readonly onFailure: (error: Error) => void;
}

/** The keys as they are now; a rotation is picked up without a restart. The configuration has set exactly one of the two. */
export const createKeyProvider = (
  { JWT_PRIVATE_KEYS: keySet, SECRET_KEY: secret }: KeyVariables,
  options: KeyProviderOptions,
): Provider<SigningKeys> => {
  const [reference, parse] = keySet === null ? [secret!, fromSecret] : [keySet, fromKeySet];
  return createReferenceProvider({ ...options, reference, parse: tellRules(parse, KeyError) });
};

const fromKeySet = async (text: string): Promise<SigningKeys> => {
  const set = await parsePrivateKeySet(text);
  return { signer: await createSigner(set), published: publicJwks(set) };
};

const fromSecret = async (text: string): Promise<SigningKeys> => ({
  signer: await createSigner(parseSecretKey(text)),
  published: { keys: [] },
});
