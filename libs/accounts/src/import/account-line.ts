// A line of an import, held to all that is known of accounts here, and the account that it makes.
import { closed, Email, Id, Instant, PersonName } from '@gatehouse/contract/fields';
import { ROLE } from '@gatehouse/contract/callers';
import { newAccount, type Account } from '@gatehouse/db';
import { HashError } from '@gatehouse/hashing';
import { assertKnownHash } from '@gatehouse/hashing/stored';
import { toFieldErrors, type SchemaError } from '@gatehouse/http/field-errors';
import { compileSchema } from '@gatehouse/http/schemas';
import { MAX_ROLES } from '@gatehouse/jwt';
import Type, { type Static } from 'typebox';
import { NO_PASSWORD } from '../no-password.ts';
import type { Draft } from './formats/format.ts';
import { refuse } from './line-fault.ts';

const Role = Type.String({
  pattern: ROLE.source,
  description: 'a name of at most 64 letters in lower case, digits and _ . : -, a letter first',
});

const AccountLine = closed({
  email: Email,
  first_name: PersonName,
  last_name: PersonName,
  id: Type.Optional(Id),
  roles: Type.Optional(Type.Array(Role, { maxItems: MAX_ROLES })),
  email_verified: Type.Optional(Type.Boolean()),
  disabled: Type.Optional(Type.Boolean()),
  created_at: Type.Optional(Instant),
  password_hash: Type.Optional(Type.String({ minLength: 1, maxLength: 2048 })),
});

/** The members of a line of import and export. */
export type AccountLine = Static<typeof AccountLine>;

/** A line that keeps every rule. */
export interface ReadLine {
  readonly given: AccountLine;
  readonly account: Account;
}

export interface LineReaderOptions {
  /** The roles that an access table names; `user` is every account's. */
  readonly knownRoles: readonly string[];
  readonly newId: () => string;
  readonly now: Date;
}

/** Reads a draft. Throws `LineFault` for the first member that breaks a rule. */
export type ReadDraft = (draft: Draft) => Promise<ReadLine>;

/** A schema as it is compiled. */
interface Validate {
  (value: unknown): boolean;
  readonly errors?: readonly SchemaError[] | null;
}

const SCHEMA = { type: 'object', properties: { line: AccountLine } };

export const createLineReader = async (options: LineReaderOptions): Promise<ReadDraft> => {
  const validate = (await compileSchema(SCHEMA)) as unknown as Validate;
  const known = new Set([...options.knownRoles, 'user']);
  return async (draft) => {
    const line = withoutUndefined(draft);
    if (!validate({ line })) refuseFirst(validate.errors ?? []);
    const given = line as AccountLine;
    requireRoles(given.roles ?? [], known);
    await requireHash(given.password_hash);
    return { given, account: accountOf(given, options) };
  };
};

const withoutUndefined = (draft: Draft): Draft =>
  Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined));

const refuseFirst = (errors: readonly SchemaError[]): never => {
  const [{ pointer, message } = { pointer: '', message: 'does not fit' }] = toFieldErrors(errors, SCHEMA);
  const field = pointer.slice(1).split('/')[0] ?? '';
  return refuse(field.replaceAll('~1', '/').replaceAll('~0', '~'), message);
};

const requireRoles = (roles: readonly string[], known: ReadonlySet<string>): void => {
  if (new Set(roles).size < roles.length) refuse('roles', 'must not have a role twice');
  if (roles.length === MAX_ROLES && !roles.includes('user'))
    refuse('roles', `leaves no room for user beside ${MAX_ROLES}`);
  if (!roles.every((role) => known.has(role))) refuse('roles', 'has a role that no access table names');
};

const requireHash = async (hash: string | undefined): Promise<void> => {
  if (hash === undefined) return;
  try {
    await assertKnownHash(hash);
  } catch (error) {
    if (!(error instanceof HashError)) throw error;
    refuse(
      'password_hash',
      error.code === 'malformed_hash' ? 'is of no form that is known here' : error.message,
    );
  }
};

const accountOf = (given: AccountLine, { newId, now }: LineReaderOptions): Account => {
  const created = timeOf(given.created_at, now);
  const account = newAccount({
    id: given.id ?? newId(),
    firstName: given.first_name,
    lastName: given.last_name,
    email: given.email,
    emailVerified: given.email_verified ?? false,
    roles: rolesOf(given.roles),
    passwordHash: given.password_hash ?? NO_PASSWORD,
    now: created,
  });
  return { ...account, disabled: given.disabled ?? false };
};

/** In the order given; `user` first where it was not. */
const rolesOf = (roles: readonly string[] = []): readonly string[] =>
  roles.includes('user') ? roles : ['user', ...roles];

/** To milliseconds; what lies below them is cut off. */
const timeOf = (text: string | undefined, now: Date): Date => {
  if (text === undefined) return now;
  const time = new Date(text);
  if (!(time.getTime() >= 0 && time <= now)) refuse('created_at', 'must lie between 1970 and now');
  return time;
};
