// GET /auth/.well-known/openid-configuration: where a verifier finds the keys.
import { cacheable, httpHandler } from '@gatehouse/http';
import { discoveryDeps, service } from '../compose.ts';
import { issuerMetadata, MAX_AGE_SECONDS } from './discovery.ts';

export const handler = httpHandler({ service }, async () =>
  cacheable(issuerMetadata(await discoveryDeps()), MAX_AGE_SECONDS),
);
