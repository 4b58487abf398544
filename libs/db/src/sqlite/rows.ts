// The rows as they are stored and their ways to and from the domain's types, which know nothing of columns.
import { NO_FACTORS, type Factors, type Passkey, type PendingTotp } from '@gatehouse/factors';
import type { Session } from '@gatehouse/sessions';
import type { Account, Role } from '../ports.ts';
import { requireText } from '../text.ts';

export type UserRow = {
  readonly id: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly email: string;
  readonly email_verified: number;
  readonly roles: string;
  readonly created_at: number;
  readonly updated_at: number;
  readonly password_hash: string;
  readonly disabled: number;
  readonly epoch: number;
  readonly pending_email: string | null;
  readonly pending_id: string | null;
  readonly credential_generation: number;
  readonly factors: string;
  readonly factors_generation: number;
  readonly vouches: number;
};

export type SessionRow = {
  readonly family_digest: string;
  readonly id: string;
  readonly account_id: string;
  readonly epoch: number;
  readonly generation: number;
  readonly current_digest: string;
  readonly predecessor_digest: string | null;
  readonly predecessor_sealed_successor: string | null;
  readonly predecessor_used_at: number | null;
  readonly predecessor_network: string | null;
  readonly answered_late_at: string;
  readonly replayed_elsewhere_at: string;
  readonly amr: string;
  readonly authenticated_at: number;
  readonly created_at: number;
  readonly last_used_at: number;
  readonly absolute_expires_at: number;
  readonly expires_at: number;
  readonly user_agent: string;
  readonly address: string;
};

/** Every column by name, so that a column which a newer release has added does not break this one. */
export const USER_COLUMNS = [
  'id',
  'first_name',
  'last_name',
  'email',
  'email_verified',
  'roles',
  'created_at',
  'updated_at',
  'password_hash',
  'disabled',
  'epoch',
  'pending_email',
  'pending_id',
  'credential_generation',
  'factors',
  'factors_generation',
  'vouches',
] as const satisfies readonly (keyof UserRow)[];

export const SESSION_COLUMNS = [
  'family_digest',
  'id',
  'account_id',
  'epoch',
  'generation',
  'current_digest',
  'predecessor_digest',
  'predecessor_sealed_successor',
  'predecessor_used_at',
  'predecessor_network',
  'answered_late_at',
  'replayed_elsewhere_at',
  'amr',
  'authenticated_at',
  'created_at',
  'last_used_at',
  'absolute_expires_at',
  'expires_at',
  'user_agent',
  'address',
] as const satisfies readonly (keyof SessionRow)[];

export const toUserRow = (account: Account): UserRow => ({
  id: requireText(account.id),
  first_name: requireText(account.firstName),
  last_name: requireText(account.lastName),
  email: requireText(account.email),
  email_verified: Number(account.emailVerified),
  roles: JSON.stringify(account.roles),
  created_at: account.createdAt.getTime(),
  updated_at: account.updatedAt.getTime(),
  password_hash: requireText(account.passwordHash),
  disabled: Number(account.disabled),
  epoch: account.epoch,
  pending_email: textOrNull(account.pendingEmail),
  pending_id: textOrNull(account.pendingId),
  credential_generation: account.credentialGeneration,
  factors: fromFactors(account.factors),
  factors_generation: account.factorsGeneration,
  vouches: account.vouches,
});

export const toAccount = (row: UserRow): Account => ({
  id: row.id,
  firstName: row.first_name,
  lastName: row.last_name,
  email: row.email,
  emailVerified: row.email_verified === 1,
  roles: JSON.parse(row.roles) as Role[],
  createdAt: new Date(row.created_at),
  updatedAt: new Date(row.updated_at),
  passwordHash: row.password_hash,
  disabled: row.disabled === 1,
  epoch: row.epoch,
  pendingEmail: row.pending_email,
  pendingId: row.pending_id,
  credentialGeneration: row.credential_generation,
  factors: toFactors(row.factors),
  factorsGeneration: row.factors_generation,
  vouches: row.vouches,
});

export const toSessionRow = (session: Session): SessionRow => ({
  family_digest: requireText(session.familyDigest),
  id: requireText(session.id),
  account_id: requireText(session.accountId),
  epoch: session.epoch,
  generation: session.generation,
  current_digest: requireText(session.currentDigest),
  predecessor_digest: session.predecessor?.digest ?? null,
  predecessor_sealed_successor: session.predecessor?.sealedSuccessor ?? null,
  predecessor_used_at: session.predecessor?.usedAt.getTime() ?? null,
  predecessor_network: session.predecessor?.network ?? null,
  answered_late_at: fromTimes(session.answeredLateAt),
  replayed_elsewhere_at: fromTimes(session.replayedElsewhereAt),
  amr: JSON.stringify(session.amr),
  authenticated_at: session.authenticatedAt.getTime(),
  created_at: session.createdAt.getTime(),
  last_used_at: session.lastUsedAt.getTime(),
  absolute_expires_at: session.absoluteExpiresAt.getTime(),
  expires_at: session.expiresAt.getTime(),
  user_agent: requireText(session.userAgent),
  address: requireText(session.address),
});

export const toSession = (row: SessionRow): Session => ({
  id: row.id,
  familyDigest: row.family_digest,
  accountId: row.account_id,
  epoch: row.epoch,
  generation: row.generation,
  currentDigest: row.current_digest,
  predecessor: toPredecessor(row),
  answeredLateAt: toTimes(row.answered_late_at),
  replayedElsewhereAt: toTimes(row.replayed_elsewhere_at),
  amr: JSON.parse(row.amr) as string[],
  authenticatedAt: new Date(row.authenticated_at),
  createdAt: new Date(row.created_at),
  lastUsedAt: new Date(row.last_used_at),
  absoluteExpiresAt: new Date(row.absolute_expires_at),
  expiresAt: new Date(row.expires_at),
  userAgent: row.user_agent,
  address: row.address,
});

const toPredecessor = (row: SessionRow): Session['predecessor'] => {
  const {
    predecessor_digest: digest,
    predecessor_sealed_successor: sealedSuccessor,
    predecessor_used_at: usedAt,
    predecessor_network: network,
  } = row;
  if (digest === null || sealedSuccessor === null || usedAt === null) return null;
  return { digest, sealedSuccessor, usedAt: new Date(usedAt), network };
};

const fromTimes = (times: readonly Date[]): string => JSON.stringify(times.map((time) => time.getTime()));

const toTimes = (text: string): readonly Date[] =>
  (JSON.parse(text) as number[]).map((time) => new Date(time));

const textOrNull = (value: string | null): string | null => (value === null ? null : requireText(value));

/** Most accounts have none, and are spared the parsing. */
const NONE = '{}';

/** Factors as JSON, times in milliseconds. */
export const fromFactors = (factors: Factors): string =>
  factors === NO_FACTORS
    ? NONE
    : JSON.stringify(factors, function (this: object, name: string, value: unknown) {
        const given = (this as Readonly<Record<string, unknown>>)[name];
        return given instanceof Date ? given.getTime() : value;
      });

type Stored<T> = { readonly [Key in keyof T]: T[Key] extends Date | null ? number | null : T[Key] };

interface StoredFactors extends Omit<Factors, 'pendingTotp' | 'passkeys'> {
  readonly pendingTotp: Stored<PendingTotp> | null;
  readonly passkeys: readonly Stored<Passkey>[];
}

const toFactors = (text: string): Factors => {
  if (text === NONE) return NO_FACTORS;
  const { totp, pendingTotp, recoveryDigests, passkeys } = JSON.parse(text) as StoredFactors;
  return {
    totp,
    pendingTotp: pendingTotp && { ...pendingTotp, expiresAt: toTime(pendingTotp.expiresAt)! },
    recoveryDigests,
    passkeys: passkeys.map((passkey) => ({
      ...passkey,
      createdAt: toTime(passkey.createdAt)!,
      lastUsedAt: toTime(passkey.lastUsedAt),
    })),
  };
};

const toTime = (milliseconds: number | null): Date | null =>
  milliseconds === null ? null : new Date(milliseconds);
