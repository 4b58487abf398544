// GET /auth/.well-known/jwks.json: the public keys, for any JOSE library.
import { cacheable, httpHandler } from '@gatehouse/http';
import { JWKS_MAX_AGE_SECONDS } from '@gatehouse/jwt';
import { discoveryDeps, service } from '../compose.ts';

export const handler = httpHandler({ service }, async () =>
  cacheable((await discoveryDeps()).published, JWKS_MAX_AGE_SECONDS),
);
