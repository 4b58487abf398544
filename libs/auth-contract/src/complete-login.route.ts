import { route } from '@gatehouse/contract';
import { closed } from '@gatehouse/contract/fields';
import Type from 'typebox';
import { Code } from './factors.ts';
import { Tokens } from './tokens.ts';

export const completeLoginRoute = route({
  method: 'POST',
  path: '/auth/login/second-factor',
  summary: 'Completes a login whose password was right, and answers with the tokens of its session',
  description:
    'Takes the `challenge_token` of a 403 `second_factor_required`, which is good for five minutes and five tries, and a code of the authenticator app or a recovery code. Either counts once.',
  callers: 'anyone',
  body: closed({
    challenge_token: Type.String({ examples: ['mX3k2w8Yc0QeT7uJ5rLq9sVbN1hGfD4aPzK6oIxWyEM'] }),
    code: Code,
  }),
  answers: { 200: Tokens },
  refreshToken: 'issued',
  problems: ['invalid_grant', 'invalid_credentials', 'store_unavailable'],
});
