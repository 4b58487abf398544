// The path of every route to one account.
import { closed, Id } from '@gatehouse/http/fields';

export const UserPath = closed({ id: Id });
