import { route } from '@gatehouse/contract';
import { closed } from '@gatehouse/contract/fields';
import { PasskeyCredential } from './passkeys.ts';
import { Tokens } from './tokens.ts';

export const passkeyLoginRoute = route({
  method: 'POST',
  path: '/auth/passkey',
  summary: 'Opens a session by a passkey alone, and answers with its tokens',
  description:
    'The authenticator has to have known its user, by a PIN or a finger, and counts as two factors. The passkey names the account.',
  callers: 'anyone',
  body: closed({ credential: PasskeyCredential }),
  answers: { 200: Tokens },
  refreshToken: 'issued',
  problems: ['invalid_grant', 'invalid_credentials', 'not_found', 'store_unavailable'],
});
