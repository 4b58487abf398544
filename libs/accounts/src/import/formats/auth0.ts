// What Auth0 exports: users as JSON lines, and by request a file of their hashes (bcrypt). Users as its own import takes them, too.
import { refuse } from '../line-fault.ts';
import { namesOf } from '../names.ts';
import type { Members } from '../members.ts';
import { idIfFit, type Format } from './format.ts';
import { jsonLinesOrList } from './records-of.ts';

/** The id is what stands behind the connection in `user_id`, which the file of hashes has as `alt_id` or `_id`. */
export const auth0: Format = {
  records: jsonLinesOrList,
  toDraft: (user, { missingName, hashOf }) => {
    const id = auth0Id(user);
    const metadata = user.object('user_metadata');
    const first = user.text('given_name') ?? metadata?.text('first_name') ?? metadata?.text('given_name');
    const last = user.text('family_name') ?? metadata?.text('last_name') ?? metadata?.text('family_name');
    const identifier = emailIn(user);
    return {
      id,
      email: user.text('email') ?? identifier?.text('value'),
      email_verified: user.flag('email_verified') ?? identifier?.flag('verified'),
      ...namesOf({ first, last, full: user.text('name') }, missingName),
      disabled: user.flag('blocked'),
      created_at: user.time('created_at'),
      password_hash: auth0Hash(user) ?? (id && hashOf?.(id)),
    };
  },
};

/** The id of a user, in either file; undefined where it cannot be one here. */
export const auth0Id = (user: Members): string | undefined => {
  const whole = user.text('user_id');
  const own = user.object('_id')?.text('$oid');
  const alternative = user.text('alt_id');
  return idIfFit(whole === undefined ? (alternative ?? own) : whole.slice(whole.indexOf('|') + 1));
};

/** The hash beside an id, in either file. Throws `LineFault` for one of an algorithm that is written in no form of ours. */
export const auth0Hash = (user: Members): string | undefined =>
  user.text('passwordHash') ?? user.text('password_hash') ?? customHash(user.object('custom_password_hash'));

/** These are PHC or modular-crypt texts; of the others, salts and parameters stand beside. */
const WHOLE: readonly (string | undefined)[] = ['argon2', 'bcrypt', 'pbkdf2'];

const customHash = (custom: Members | undefined): string | undefined => {
  if (custom === undefined) return undefined;
  if (!WHOLE.includes(custom.text('algorithm')))
    refuse('custom_password_hash.algorithm', 'is none that is known here');
  return custom.object('hash')?.text('value') ?? refuse('custom_password_hash.hash', 'is required');
};

const emailIn = (user: Members): Members | undefined =>
  user.list('identifiers').find((identifier) => identifier.text('type') === 'email');
