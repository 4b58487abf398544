import { route } from '@gatehouse/contract';
import { User, UserPath } from './user.ts';

export const getRoute = route({
  method: 'GET',
  path: '/users/{id}',
  summary: 'One account',
  callers: { self: 'id', roles: ['admin'] },
  pathParameters: UserPath,
  answers: { 200: User },
  problems: ['not_found', 'store_unavailable'],
});
