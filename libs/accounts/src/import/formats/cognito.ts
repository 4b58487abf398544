// A user pool of Amazon Cognito as CSV, with the columns that its own import has. Cognito gives away no hashes.
import { csvRecords } from '../records/csv-records.ts';
import { namesOf } from '../names.ts';
import { type Format } from './format.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id is `sub`, or a username that is one. */
export const cognito: Format = {
  records: ({ chunks }) => csvRecords(chunks),
  toDraft: (user, { missingName }) => {
    const enabled = user.flag('enabled') ?? user.flag('Enabled');
    const names = { first: user.text('given_name'), last: user.text('family_name'), full: user.text('name') };
    return {
      id: user.text('sub') ?? uuidIn(user.text('cognito:username') ?? user.text('username')),
      email: user.text('email'),
      email_verified: user.flag('email_verified'),
      ...namesOf(names, missingName),
      disabled: enabled === undefined ? undefined : !enabled,
      created_at: user.time('UserCreateDate'),
    };
  },
};

const uuidIn = (text = ''): string | undefined => (UUID.test(text) ? text : undefined);
