import { route } from '@gatehouse/contract';
import { closed } from '@gatehouse/contract/fields';
import Type from 'typebox';
import { Code, RecoveryCodes } from './factors.ts';

export const confirmTotpRoute = route({
  method: 'POST',
  path: '/auth/totp/confirm',
  summary: 'Enrols the authenticator app by its first code',
  description:
    'Answers with recovery codes where it is the first second factor of the account. Every other session ends.',
  callers: { self: true },
  body: closed({ code: Code }),
  answers: { 200: closed({ recovery_codes: Type.Optional(RecoveryCodes) }) },
  problems: [
    'reauthentication_required',
    'not_found',
    'invalid_grant',
    'invalid_credentials',
    'store_unavailable',
  ],
});
