import { route } from '@gatehouse/contract';
import { RefreshTokenRequest } from './refresh-token.ts';
import { Tokens } from './tokens.ts';

export const refreshRoute = route({
  method: 'POST',
  path: '/auth/refresh',
  summary: 'Gives new tokens for a refresh token, which is replaced',
  description:
    'Keep the refresh token of the answer, and forget the one you sent. The last one before it answers with the same successor, within the grace as often as it is asked and later three times in 24 hours; any older one ends the session, and so does the fourth replay in 24 hours from another network.',
  callers: 'anyone',
  body: RefreshTokenRequest,
  answers: { 200: Tokens },
  refreshToken: 'exchanged',
  problems: ['invalid_grant', 'store_unavailable'],
});
