// GET /auth/.well-known/jwks.json: the public keys, for any JOSE library.
import { cacheable, httpHandler } from '@gatehouse/http';
import { discoveryDeps, service } from '../compose.ts';
import { MAX_AGE_SECONDS } from './discovery.ts';

export const handler = httpHandler({ service }, async () =>
  cacheable((await discoveryDeps()).published, MAX_AGE_SECONDS),
);
