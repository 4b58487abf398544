// GET /auth/.well-known/openid-configuration: where a verifier finds the keys.
import { cacheable, httpHandler } from '@gatehouse/http';
import { JWKS_MAX_AGE_SECONDS } from '@gatehouse/jwt';
import { discoveryDeps, service } from '../compose.ts';
import { issuerMetadata } from './discovery.ts';

export const handler = httpHandler({ service }, async () =>
  cacheable(issuerMetadata(await discoveryDeps()), JWKS_MAX_AGE_SECONDS),
);
