// The account as a client sees it, and the path of every route to one.
import { closed, Email, Id, Instant, PersonName } from '@gatehouse/contract/fields';
import Type, { type Static } from 'typebox';

/** A person's name with an example of its own. */
export const LastName = Type.String({ ...PersonName, examples: ['Lovelace'] });

export const User = closed(
  {
    id: Id,
    first_name: PersonName,
    last_name: LastName,
    email: Email,
    email_verified: Type.Boolean({ examples: [false] }),
    pending_email: Type.Union([Type.String(), Type.Null()], {
      description:
        'The email that takes the place of `email` once its link has been used; null where there is none.',
      examples: [null],
    }),
    roles: Type.Array(Type.String({ examples: ['user'] })),
    disabled: Type.Optional(
      Type.Boolean({ description: 'Whether it is disabled; shown to admins alone.', examples: [false] }),
    ),
    created_at: Instant,
    updated_at: Instant,
  },
  { title: 'User' },
);

/** The `user` of the contract. */
export type User = Readonly<Static<typeof User>>;

export const UserPath = closed({ id: Id });
