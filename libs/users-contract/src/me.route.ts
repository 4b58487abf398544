import { route } from '@gatehouse/contract';
import { User } from './user.ts';

export const meRoute = route({
  method: 'GET',
  path: '/users/me',
  summary: 'The account that the token names',
  callers: { self: true },
  answers: { 200: User },
  problems: ['store_unavailable'],
});
