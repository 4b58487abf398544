// The stack of the users app: what its functions run on, and what they may read.
import { apiStack } from '@gatehouse/contract/stack';
import { usersApi } from '@gatehouse/users-contract';

export const stack = apiStack({
  api: usersApi,
  description: 'Gatehouse users - registration and accounts.',
  routingPriority: 200,
  variables: [
    'DATABASE_URL',
    'ACCESS_TABLE',
    'REGISTRATION',
    'REAUTHENTICATION_SECONDS',
    'REGISTER_LIMIT_PER_ADDRESS',
    'MAIL_LIMIT_PER_ACCOUNT',
    'PASSWORD_PEPPERS',
    'PASSWORD_MIN_LENGTH',
    'PASSWORD_BREACH_URL',
    'ARGON2_MEMORY_KIB',
    'ARGON2_PASSES',
    'ARGON2_LANES',
    'MAIL_URL',
    'CORS_ORIGINS',
    'LOG_LEVEL',
    'LOG_FORMAT',
  ],
  roles: {
    RegisterRole: { purpose: 'Hashes a password.', reads: ['DatabaseUrl', 'PasswordPeppers'] },
    AccountsRole: { purpose: 'Reads and changes accounts.', reads: ['DatabaseUrl'] },
    RolesRole: {
      purpose: 'Gives and takes the roles that an access table names.',
      reads: ['DatabaseUrl'],
      readsAccessTable: true,
    },
  },
  audit: { queries: ['OperatorActs'] },
  functions: {
    register: { source: 'register/register', role: 'RegisterRole', hashesPasswords: true },
    list: { source: 'list/list', role: 'AccountsRole' },
    me: { source: 'get/me', role: 'AccountsRole' },
    get: { source: 'get/get', role: 'AccountsRole' },
    update: { source: 'update/update', role: 'AccountsRole' },
    remove: { source: 'remove/remove', role: 'AccountsRole' },
    exportAccount: { source: 'export/export-account', role: 'AccountsRole' },
    setRoles: { source: 'roles/set-roles', role: 'RolesRole' },
    disable: { source: 'status/disable', role: 'AccountsRole' },
    enable: { source: 'status/enable', role: 'AccountsRole' },
    endSessions: { source: 'sessions/end-sessions', role: 'AccountsRole' },
    mailReset: { source: 'password-reset/mail-reset', role: 'AccountsRole' },
  },
});
