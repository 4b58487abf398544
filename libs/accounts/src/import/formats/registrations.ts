// Documents of a MongoDB collection of accounts, such as small services keep beside their own code: first_name, last_name, email and a
// password that bcrypt has hashed.
import { refuse } from '../line-fault.ts';
import type { Draft, FormatOptions } from './format.ts';
import type { Members } from '../members.ts';

/**
 * `_id` is the id, `password` or `password_hash` the hash, as text or as the bytes that Python's bcrypt gives, and a time a date. All
 * else is as in our own lines. Throws `LineFault`.
 */
export const registrationToDraft = (document: Members, { ignored = [] }: FormatOptions): Draft => {
  const {
    _id,
    id = _id,
    password,
    password_hash: hash = password,
    created_at: createdAt,
    ...others
  } = document.rest(ignored);
  if (_id !== undefined && id !== _id) refuse('id', 'stands beside _id');
  if (password !== undefined && hash !== password) refuse('password', 'stands beside password_hash');
  return {
    ...others,
    id: idOf(id),
    password_hash: textOf(hash),
    created_at: createdAt instanceof Date ? createdAt.toISOString() : createdAt,
  };
};

/** What the driver gives for an ObjectId; its text is 24 hex digits. */
const idOf = (id: unknown): unknown => (isObjectId(id) ? id.toHexString() : id);

const isObjectId = (id: unknown): id is { readonly toHexString: () => string } =>
  typeof (id as { readonly toHexString?: unknown } | null)?.toHexString === 'function';

/** What the driver gives for bytes. */
const textOf = (hash: unknown): unknown => {
  if (hash instanceof Uint8Array) return Buffer.from(hash).toString('latin1');
  if (typeof hash === 'object' && hash !== null && 'buffer' in hash) return textOf(hash.buffer);
  return hash;
};
