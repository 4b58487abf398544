// The session as its owner sees it.
import { closed, Id, Instant } from '@gatehouse/contract/fields';
import Type, { type Static } from 'typebox';

export const Session = closed(
  {
    id: Id,
    created_at: Instant,
    last_used_at: Instant,
    expires_at: Instant,
    user_agent: Type.String({
      description: 'What the client of the login called itself: at most 512 code points, all of which show.',
      examples: ['Mozilla/5.0 (X11; Linux x86_64)'],
    }),
    address: Type.String({
      description: 'The address of the login, as API Gateway saw it; empty where it saw none.',
      examples: ['203.0.113.7'],
    }),
    current: Type.Boolean({
      description: 'Marks the session that the token of the call belongs to.',
      examples: [true],
    }),
  },
  { title: 'Session' },
);

/** The `session` of the contract. */
export type Session = Readonly<Static<typeof Session>>;
