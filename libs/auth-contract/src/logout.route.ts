import { route } from '@gatehouse/contract';
import { RefreshTokenRequest } from './refresh-token.ts';

export const logoutRoute = route({
  method: 'POST',
  path: '/auth/logout',
  summary: 'Ends the session that a refresh token belongs to',
  description:
    'Any token of the session will do, an old one as well. An unknown one answers 204 too (RFC 7009 section 2.2).',
  callers: 'anyone',
  body: RefreshTokenRequest,
  answers: { 204: null },
  refreshToken: 'ended',
  problems: ['store_unavailable'],
});
