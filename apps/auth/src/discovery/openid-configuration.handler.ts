import { openidConfigurationRoute } from '@gatehouse/auth-contract/openid-configuration';
import { cacheable, httpHandler } from '@gatehouse/http';
import { JWKS_MAX_AGE_SECONDS } from '@gatehouse/jwt';
import { discoveryDeps, service } from '../compose.ts';
import { issuerMetadata } from './discovery.ts';

export const handler = httpHandler(openidConfigurationRoute, { service }, async () =>
  cacheable(issuerMetadata(await discoveryDeps()), JWKS_MAX_AGE_SECONDS),
);
