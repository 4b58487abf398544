import { route } from '@gatehouse/contract';
import { closed } from '@gatehouse/contract/fields';
import Type from 'typebox';
import { Code } from './factors.ts';
import { PasskeyCredential } from './passkeys.ts';
import { Tokens } from './tokens.ts';

export const completeLoginRoute = route({
  method: 'POST',
  path: '/auth/login/second-factor',
  summary: 'Completes a login whose password was right, and answers with the tokens of its session',
  description:
    'Takes the `challenge_token` of a 403 `second_factor_required`, which is good for five minutes and five tries, and either a code, of the authenticator app or a recovery code, or a passkey that answers the options of `POST /auth/passkey/options`. Each counts once.',
  callers: 'anyone',
  // Both or neither of the last two is refused: two members it is.
  body: closed(
    {
      challenge_token: Type.String(),
      code: Type.Optional(Code),
      credential: Type.Optional(PasskeyCredential),
    },
    {
      minProperties: 2,
      maxProperties: 2,
      examples: [{ challenge_token: 'mX3k2w8Yc0QeT7uJ5rLq9sVbN1hGfD4aPzK6oIxWyEM', code: '287082' }],
    },
  ),
  answers: { 200: Tokens },
  refreshToken: 'issued',
  problems: ['invalid_grant', 'invalid_credentials', 'not_found', 'store_unavailable'],
});
