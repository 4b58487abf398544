// What a verifier may learn about the issuer: where its keys are, and nothing that is not so (RFC 8414, OIDC Discovery).
import type { PublicJwk } from '@gatehouse/jwt';

export interface DiscoveryDeps {
  readonly issuer: string;
  readonly published: { readonly keys: readonly PublicJwk[] };
}

/**
 * The issuer's metadata. Login is a first-party endpoint and no OAuth grant, so none is advertised. Verifiers compare the
 * issuer letter by letter; a slash at its end is its own, and none of the keys' address.
 */
export const issuerMetadata = ({ issuer }: Pick<DiscoveryDeps, 'issuer'>) => ({
  issuer,
  jwks_uri: `${issuer.replace(/\/$/, '')}/.well-known/jwks.json`,
});
