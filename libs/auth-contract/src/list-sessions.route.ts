import { route } from '@gatehouse/contract';
import { closed } from '@gatehouse/contract/fields';
import Type from 'typebox';
import { Session } from './session.ts';

export const listSessionsRoute = route({
  method: 'GET',
  path: '/auth/sessions',
  summary: 'Lists the sessions of the account that still count, newest first',
  callers: { self: true },
  answers: { 200: closed({ items: Type.Array(Session) }) },
  problems: ['store_unavailable'],
});
