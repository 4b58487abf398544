import { route } from '@gatehouse/contract';
import { closed, Email, LoginPassword } from '@gatehouse/contract/fields';
import { Tokens } from './tokens.ts';

export const loginRoute = route({
  method: 'POST',
  path: '/auth/login',
  summary: 'Opens a session, and answers with its tokens',
  description:
    'An unknown email, a wrong password and a disabled account have one answer, at one cost. A 51st session ends the oldest. Where the account has a second factor, a right password answers 403 `second_factor_required`.',
  callers: 'anyone',
  // The rules for new passwords are not asked of old ones.
  body: closed({ email: Email, password: LoginPassword }),
  answers: { 200: Tokens },
  refreshToken: 'issued',
  problems: ['invalid_credentials', 'second_factor_required', 'store_unavailable'],
});
