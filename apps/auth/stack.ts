// The stack of the auth app: what its functions run on, and what they may read.
import { authApi } from '@gatehouse/auth-contract';
import { apiStack } from '@gatehouse/contract/stack';

export const stack = apiStack({
  api: authApi,
  description: 'Gatehouse auth - login, refresh, sessions and the published keys.',
  routingPriority: 100,
  variables: [
    'DATABASE_URL',
    'JWT_ISSUER',
    'JWT_AUDIENCE',
    'JWT_CLIENT_ID',
    'JWT_PRIVATE_KEYS',
    'SECRET_KEY',
    'ACCESS_TOKEN_TTL_SECONDS',
    'REFRESH_IDLE_TTL_SECONDS',
    'REFRESH_ABSOLUTE_TTL_SECONDS',
    'REFRESH_GRACE_SECONDS',
    'LOGIN_LIMIT_PER_ACCOUNT',
    'LOGIN_LIMIT_PER_ADDRESS',
    'PASSWORD_PEPPERS',
    'PASSWORD_MIN_LENGTH',
    'PASSWORD_BREACH_URL',
    'ARGON2_MEMORY_KIB',
    'ARGON2_PASSES',
    'ARGON2_LANES',
    'CORS_ORIGINS',
    'REFRESH_COOKIE',
    'LOG_LEVEL',
  ],
  roles: {
    LoginRole: {
      purpose: 'Verifies a password and issues tokens.',
      reads: ['DatabaseUrl', 'SigningKeys', 'PasswordPeppers'],
    },
    RefreshRole: { purpose: 'Issues tokens.', reads: ['DatabaseUrl', 'SigningKeys'] },
    PasswordRole: { purpose: 'Hashes passwords.', reads: ['DatabaseUrl', 'PasswordPeppers'] },
    SessionsRole: { purpose: 'Reads and ends sessions.', reads: ['DatabaseUrl'] },
    DiscoveryRole: { purpose: 'Publishes the public half of the keys.', reads: ['SigningKeys'] },
  },
  audit: { queries: ['SignIns', 'OperatorActs', 'RefusedLogins'] },
  functions: {
    login: { source: 'login/login', role: 'LoginRole', hashesPasswords: true },
    refresh: { source: 'refresh/refresh', role: 'RefreshRole', memoryMiB: 512 },
    logout: { source: 'logout/logout', role: 'SessionsRole' },
    logoutAll: { source: 'logout/logout-all', role: 'SessionsRole' },
    listSessions: { source: 'sessions/list-sessions', role: 'SessionsRole' },
    endSession: { source: 'sessions/end-session', role: 'SessionsRole' },
    changePassword: { source: 'password/change-password', role: 'PasswordRole', hashesPasswords: true },
    jwks: { source: 'discovery/jwks', role: 'DiscoveryRole' },
    openidConfiguration: { source: 'discovery/openid-configuration', role: 'DiscoveryRole' },
  },
});
