// The stack of the authorizer: the modules of its function, and the variables it is given.
import { authorizerStack } from '@gatehouse/contract/stack';

export const stack = authorizerStack({
  description:
    'Gatehouse authorizer - verifies access tokens and answers with a policy. Deploy this stack first.',
  sources: { alone: 'handler', checkingSessions: 'session-check.handler' },
  variables: [
    'JWT_ISSUER',
    'JWT_AUDIENCE',
    'JWT_CLIENT_ID',
    'JWT_JWKS',
    'SECRET_KEY',
    'ACCESS_TABLE',
    'SESSION_CHECK_SECONDS',
    'DATABASE_URL',
    'LOG_LEVEL',
    'LOG_FORMAT',
  ],
});
