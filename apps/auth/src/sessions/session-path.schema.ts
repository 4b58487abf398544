// The path of DELETE /auth/sessions/{id}.
import { closed, Id } from '@gatehouse/http/fields';

export const SessionPath = closed({ id: Id });
