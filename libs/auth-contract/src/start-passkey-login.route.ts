import { route } from '@gatehouse/contract';
import { closed } from '@gatehouse/contract/fields';
import Type from 'typebox';
import { PasskeyRequestOptions } from './passkeys.ts';

export const startPasskeyLoginRoute = route({
  method: 'POST',
  path: '/auth/passkey/options',
  summary: 'Asks for a passkey',
  description:
    "With the `challenge_token` of a 403 `second_factor_required` for one of that account's, to complete its login; without, for any that the browser has, to sign in by it alone. The challenge is good for five minutes, once.",
  callers: 'anyone',
  body: closed({
    challenge_token: Type.Optional(
      Type.String({ examples: ['mX3k2w8Yc0QeT7uJ5rLq9sVbN1hGfD4aPzK6oIxWyEM'] }),
    ),
  }),
  answers: { 200: PasskeyRequestOptions },
  problems: ['invalid_grant', 'not_found', 'store_unavailable'],
});
