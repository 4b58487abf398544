// The name of an account in audit lines by the email that was given, for emails of no account too.
import { createHmac } from 'node:crypto';
import { storeKeyOf, type ValueStore } from '@gatehouse/db';

/** The purpose that the key is derived for; throttles derive theirs from the same key of the store. */
const PURPOSE = 'audit';

/**
 * HMAC-SHA-256 of the email in lower case, in base64url: equal for equal emails of one store, and of no use without its key.
 * The key is read once for each open database. Throws `store_unavailable`.
 */
export const accountKeyOf = async (values: Pick<ValueStore, 'keep'>, email: string): Promise<string> =>
  createHmac('sha256', await storeKeyOf(values, PURPOSE))
    .update(email.toLowerCase())
    .digest('base64url');
