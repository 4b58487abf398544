import { jwksRoute } from '@gatehouse/auth-contract/jwks';
import { cacheable, httpHandler } from '@gatehouse/http';
import { JWKS_MAX_AGE_SECONDS } from '@gatehouse/jwt';
import { discoveryDeps, service } from '../compose.ts';

export const handler = httpHandler(jwksRoute, { service }, async () =>
  cacheable((await discoveryDeps()).published, JWKS_MAX_AGE_SECONDS),
);
