// An account as an item, and what stands beside it there: its version, its claim on its email, and its way to another one.
import type { Factors, Passkey } from '@gatehouse/factors';
import type { Account } from '../ports.ts';
import { requireText } from '../text.ts';
import { keyOf, type Key } from './keys.ts';
import { BY_TIME } from './schema.ts';
import { dateOf, placeOf, timeOf, ttlOf } from './times.ts';
import { textIn, type Fields, type Value } from './values.ts';

/** An account on its way to another email: by a claim of that name, or by none any more once another has taken the email. */
export interface Move {
  readonly email: string;
  readonly claim: string | null;
}

/** An account as it is stored. */
export interface AccountRecord {
  readonly account: Account;
  /** Grows with every write; the expected value of the next. */
  readonly version: number;
  /** The name of the claim on its email. */
  readonly claim: string;
  /** False until it is known to have got its email: before that it counts only if the claim says so. */
  readonly settled: boolean;
  readonly move: Move | null;
  /** The item that it was read from, since a newer release may have written more into it. */
  readonly item: Fields;
}

/** The queue of the accounts that count. */
export const ACCOUNTS = 'accounts';

/** How long a pending account is kept of which nobody has made sure that it counts. */
const PENDING_MS = 86_400_000;

export const accountKey = (id: string): Key => keyOf('account', id);

export const toItem = ({ account, version, claim, settled, move, item }: AccountRecord): Fields & Key => ({
  ...item,
  ...accountKey(account.id),
  ...membersOf(account),
  version,
  claim,
  move: move && { ...move },
  ...(settled
    ? { ...UNTOUCHED, [BY_TIME.hash]: ACCOUNTS, [BY_TIME.range]: placeOf(account.createdAt, account.id) }
    : { pending: true, ttl: ttlOf(new Date(Date.now() + PENDING_MS)) }),
});

/** What a pending account has and no other. */
const UNTOUCHED = { pending: undefined, ttl: undefined };

const membersOf = (account: Account): Fields => ({
  id: account.id,
  firstName: requireText(account.firstName),
  lastName: requireText(account.lastName),
  email: requireText(account.email),
  emailVerified: account.emailVerified,
  pendingEmail: account.pendingEmail === null ? undefined : requireText(account.pendingEmail),
  pendingId: account.pendingId && requireText(account.pendingId),
  roles: account.roles.map(requireText),
  disabled: account.disabled,
  createdAt: timeOf(account.createdAt),
  updatedAt: timeOf(account.updatedAt),
  passwordHash: requireText(account.passwordHash),
  epoch: account.epoch,
  credentialGeneration: account.credentialGeneration,
  factors: valueOf(account.factors),
  factorsGeneration: account.factorsGeneration,
  vouches: account.vouches,
});

export const toRecord = (item: Fields): AccountRecord => ({
  account: toAccount(item),
  version: Number(item['version']),
  claim: textIn(item, 'claim'),
  settled: item['pending'] !== true,
  move: item['move'] as unknown as Move | null,
  item,
});

const toAccount = (item: Fields): Account => {
  const members = Object.fromEntries(MEMBERS.map((name) => [name, item[name]]));
  return {
    ...(members as unknown as Account),
    pendingEmail: item['pendingEmail'] === undefined ? null : textIn(item, 'pendingEmail'),
    createdAt: dateOf(textIn(item, 'createdAt')),
    updatedAt: dateOf(textIn(item, 'updatedAt')),
    factors: toFactors(item['factors'] as unknown as StoredFactors),
  };
};

const MEMBERS = [
  'id',
  'firstName',
  'lastName',
  'email',
  'emailVerified',
  'pendingId',
  'roles',
  'disabled',
  'passwordHash',
  'epoch',
  'credentialGeneration',
  'factorsGeneration',
  'vouches',
] as const satisfies readonly (keyof Account)[];

/** The factors as they are stored: each time is a text. */
type StoredFactors = Stored<Factors>;
type Stored<T> = T extends Date
  ? string
  : T extends readonly (infer Each)[]
    ? readonly Stored<Each>[]
    : T extends object
      ? { readonly [Name in keyof T]: Stored<T[Name]> }
      : T;

const toFactors = ({ pendingTotp, passkeys, ...factors }: StoredFactors): Factors => ({
  ...factors,
  pendingTotp: pendingTotp && { ...pendingTotp, expiresAt: dateOf(pendingTotp.expiresAt) },
  passkeys: passkeys.map(toPasskey),
});

const toPasskey = (passkey: Stored<Passkey>): Passkey => ({
  ...passkey,
  createdAt: dateOf(passkey.createdAt),
  lastUsedAt: passkey.lastUsedAt === null ? null : dateOf(passkey.lastUsedAt),
});

/** Members of any depth, with times as texts. */
const valueOf = (factors: Factors): Value => JSON.parse(JSON.stringify(factors)) as Value;
