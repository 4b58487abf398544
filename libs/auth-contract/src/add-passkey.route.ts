import { route } from '@gatehouse/contract';
import { closed } from '@gatehouse/contract/fields';
import Type from 'typebox';
import { RecoveryCodes } from './factors.ts';
import { NewPasskeyCredential, Passkey, PasskeyName } from './passkeys.ts';

export const addPasskeyRoute = route({
  method: 'POST',
  path: '/auth/passkeys',
  summary: 'Adds a passkey to the account',
  description:
    'Takes what the browser has made of the options. Answers with recovery codes too where it is the first second factor of the account. Every other session ends. An account has at most 20.',
  callers: { self: true },
  body: closed({ name: PasskeyName, credential: NewPasskeyCredential }),
  answers: {
    201: closed(
      { ...Passkey.properties, recovery_codes: Type.Optional(RecoveryCodes) },
      { title: 'NewPasskey' },
    ),
  },
  problems: [
    'reauthentication_required',
    'not_found',
    'invalid_grant',
    'invalid_credentials',
    'already_enrolled',
    'limit_reached',
    'store_unavailable',
  ],
});
