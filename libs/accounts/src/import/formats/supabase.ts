// The table `auth.users` of Supabase, as CSV with a header or as JSON.
import { refuse } from '../line-fault.ts';
import type { Members } from '../members.ts';
import { namesOf, type GivenNames } from '../names.ts';
import type { Format } from './format.ts';
import { jsonOrCsv } from './records-of.ts';

/** An account whose ban has not ended is imported as disabled, and stays so. */
export const supabase: Format = {
  records: jsonOrCsv,
  toDraft: (user, { missingName, now }) => {
    if (user.text('deleted_at') !== undefined) refuse('deleted_at', 'says that the user is deleted');
    const bannedUntil = Date.parse(user.time('banned_until') ?? '');
    return {
      id: user.text('id'),
      email: user.text('email'),
      email_verified: user.text('email_confirmed_at') !== undefined,
      ...namesOf(namesIn(user.object('raw_user_meta_data')), missingName),
      disabled: bannedUntil > now.getTime(),
      created_at: user.time('created_at'),
      password_hash: user.text('encrypted_password'),
    };
  },
};

const namesIn = (metadata: Members | undefined): GivenNames => ({
  first: metadata?.text('first_name') ?? metadata?.text('given_name'),
  last: metadata?.text('last_name') ?? metadata?.text('family_name'),
  full: metadata?.text('full_name') ?? metadata?.text('name'),
});
