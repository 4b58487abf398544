// What `firebase auth:export` writes, JSON or CSV. A hash is of this project's scrypt, whose parameters stand in the console alone.
import { refuse } from '../line-fault.ts';
import { namesOf } from '../names.ts';
import type { Members } from '../members.ts';
import type { CsvColumns } from '../records/csv-records.ts';
import type { FirebaseParameters, Format } from './format.ts';
import { documentOrCsv } from './records-of.ts';

const providerColumns = (provider: string): readonly string[] =>
  ['id', 'email', 'displayName', 'photoUrl'].map((name) => `${provider}.${name}`);

const ALWAYS = [
  ...['localId', 'email', 'emailVerified', 'passwordHash', 'salt', 'displayName', 'photoUrl'],
  ...['google', 'facebook', 'twitter', 'github'].flatMap(providerColumns),
  ...['createdAt', 'lastSignedInAt', 'phoneNumber'],
];

/** The file has no header, and a comma ends each row. Older releases of its writer have fewer columns at the end. */
const COLUMNS: CsvColumns = {
  names: [...ALWAYS, 'disabled', 'customAttributes', 'end of row'],
  least: ALWAYS.length,
};

export const firebase: Format = {
  records: documentOrCsv(COLUMNS),
  toDraft: (user, { missingName, firebase: parameters }) => ({
    id: user.text('localId'),
    email: user.text('email'),
    email_verified: user.flag('emailVerified'),
    ...namesOf({ full: user.text('displayName') }, missingName),
    disabled: user.flag('disabled'),
    created_at: user.time('createdAt'),
    password_hash: hashOf(user, parameters),
  }),
};

const hashOf = (user: Members, parameters: FirebaseParameters | undefined): string | undefined => {
  const [hash, salt] = [user.text('passwordHash'), user.text('salt')];
  if (hash === undefined) return undefined;
  if (parameters === undefined)
    return refuse('passwordHash', 'needs the parameters of its project (--hash-config FILE)');
  if (salt === undefined) return refuse('salt', 'is required beside passwordHash');
  const { memCost, rounds, saltSeparator, signerKey } = parameters;
  const said = `v=1,n=${memCost},r=${rounds},p=1,ss=${saltSeparator},sk=${signerKey}`;
  return `$fbscrypt$${said}$${plain(salt)}$${plain(hash)}`;
};

/** Of base64 for URLs, as Firebase's API has it, the usual one. */
const plain = (base64: string): string => base64.replaceAll('-', '+').replaceAll('_', '/');
