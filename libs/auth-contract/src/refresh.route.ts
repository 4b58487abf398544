import { route } from '@gatehouse/contract';
import { RefreshTokenRequest } from './refresh-token.ts';
import { Tokens } from './tokens.ts';

export const refreshRoute = route({
  method: 'POST',
  path: '/auth/refresh',
  summary: 'Gives new tokens for a refresh token, which is replaced',
  description:
    'Keep the refresh token of the answer, and forget the one you sent. Within the grace the last one before it answers with the same successor; any older one ends the session.',
  callers: 'anyone',
  body: RefreshTokenRequest,
  answers: { 200: Tokens },
  problems: ['invalid_grant', 'store_unavailable'],
});
