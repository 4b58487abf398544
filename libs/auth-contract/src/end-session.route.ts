import { route } from '@gatehouse/contract';
import { closed, Id } from '@gatehouse/contract/fields';

export const endSessionRoute = route({
  method: 'DELETE',
  path: '/auth/sessions/{id}',
  summary: 'Ends one session of the account',
  description: "The id of somebody else's session answers 404.",
  callers: { self: true },
  pathParameters: closed({ id: Id }),
  answers: { 204: null },
  problems: ['not_found', 'store_unavailable'],
});
