// Where each thing lies in the table, and the lists of what belongs together.
import { requireText } from '../text.ts';
import { textIn, type Fields } from './values.ts';

/** The key of an item. */
export interface Key extends Fields {
  readonly pk: string;
  readonly sk: string;
}

type Kind = 'account' | 'email' | 'session' | 'session-id' | 'value' | 'counter' | 'token' | 'mail';
type RegistrationKind = 'registration' | 'registration-id';

/** The key of the one item of its kind and name. */
export const keyOf = (kind: Kind | RegistrationKind, name: string): Key => ({
  pk: `${kind}#${requireText(name)}`,
  sk: '-',
});

/**
 * A list that the table itself keeps, so that it can be read consistently, which an index cannot. An entry is written before
 * what it stands for and removed after it: the list never lacks one that counts, and may hold one that is not there.
 */
export type List = 'sessions-of' | 'tokens-of' | 'mails-of';

export const listOf = (list: List, owner: string): string => `${list}#${requireText(owner)}`;

/** The list of all accounts that ever held the role `admin`; each is asked whether it still does. */
export const ADMINS = 'admins';

/** The key of an entry in a list. */
export const entryOf = (pk: string, name: string): Key => ({ pk, sk: requireText(name) });

export const keyIn = (item: Fields): Key => ({ pk: textIn(item, 'pk'), sk: textIn(item, 'sk') });

/** Two keys have the same name if they are the same. */
export const nameOf = ({ pk, sk }: Key): string => JSON.stringify([pk, sk]);
