import { route } from '@gatehouse/contract';
import { PasskeyCreationOptions } from './passkeys.ts';

export const startPasskeyRoute = route({
  method: 'POST',
  path: '/auth/passkeys/options',
  summary: 'Begins to add a passkey',
  description:
    'Answers with what the browser is asked for: a discoverable credential without attestation. Its challenge is good for five minutes, once. Needs a recent login, with two factors where the account has any.',
  callers: { self: true },
  answers: { 200: PasskeyCreationOptions },
  problems: ['reauthentication_required', 'not_found', 'store_unavailable'],
});
