// The documents as they are stored and their ways to and from the domain's types, which know nothing of `_id`.
import { NO_FACTORS, type Factors } from '@gatehouse/factors';
import type { Predecessor, Session } from '@gatehouse/sessions';
import type { Account, Role } from '../ports.ts';
import { requireText } from '../text.ts';

/** What an older release wrote lacks the members that may be missing; nothing pending is a member that is not there. */
export interface UserDocument {
  readonly _id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly roles: Role[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly passwordHash: string;
  readonly disabled: boolean;
  readonly epoch: number;
  readonly pendingEmail?: string;
  readonly pendingId?: string;
  readonly credentialGeneration?: number;
  readonly factors?: Factors;
  readonly factorsGeneration?: number;
  readonly vouches?: number;
}

/**
 * `_id` is the family's digest: sharded by it, finding, swapping and ending a session each go to one shard. What an older
 * release wrote lacks the members that may be missing.
 */
export interface SessionDocument {
  readonly _id: string;
  readonly id: string;
  readonly accountId: string;
  readonly epoch: number;
  readonly generation: number;
  readonly currentDigest: string;
  readonly predecessor: {
    readonly digest: string;
    readonly sealedSuccessor: string;
    readonly usedAt: Date;
    readonly network?: string | null;
  } | null;
  readonly answeredLateAt?: Date[];
  readonly replayedElsewhereAt?: Date[];
  readonly amr?: string[];
  readonly authenticatedAt: Date;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly absoluteExpiresAt: Date;
  readonly expiresAt: Date;
  readonly userAgent: string;
  readonly address: string;
}

/** A shared value, whole numbers too, as text. */
export interface ValueDocument {
  readonly _id: string;
  readonly value: string;
}

/** As the limiter writes it. */
export interface CounterDocument {
  readonly key: string;
  readonly points: number;
  readonly expire: Date;
}

export const toUserDocument = (account: Account): UserDocument => ({
  _id: requireText(account.id),
  firstName: requireText(account.firstName),
  lastName: requireText(account.lastName),
  email: requireText(account.email),
  emailVerified: account.emailVerified,
  roles: [...account.roles],
  createdAt: account.createdAt,
  updatedAt: account.updatedAt,
  passwordHash: requireText(account.passwordHash),
  disabled: account.disabled,
  epoch: account.epoch,
  ...(account.pendingEmail !== null && { pendingEmail: requireText(account.pendingEmail) }),
  ...(account.pendingId !== null && { pendingId: requireText(account.pendingId) }),
  credentialGeneration: account.credentialGeneration,
  factors: account.factors,
  factorsGeneration: account.factorsGeneration,
  vouches: account.vouches,
});

export const toAccount = (document: UserDocument): Account => ({
  id: document._id,
  firstName: document.firstName,
  lastName: document.lastName,
  email: document.email,
  emailVerified: document.emailVerified,
  roles: document.roles,
  createdAt: document.createdAt,
  updatedAt: document.updatedAt,
  passwordHash: document.passwordHash,
  disabled: document.disabled,
  epoch: document.epoch,
  pendingEmail: document.pendingEmail ?? null,
  pendingId: document.pendingId ?? null,
  credentialGeneration: document.credentialGeneration ?? 0,
  factors: document.factors ?? NO_FACTORS,
  factorsGeneration: document.factorsGeneration ?? 0,
  vouches: document.vouches ?? 0,
});

export const toSessionDocument = (session: Session): SessionDocument => ({
  _id: requireText(session.familyDigest),
  id: requireText(session.id),
  accountId: requireText(session.accountId),
  epoch: session.epoch,
  generation: session.generation,
  currentDigest: requireText(session.currentDigest),
  predecessor: session.predecessor && toPredecessor(session.predecessor),
  answeredLateAt: [...session.answeredLateAt],
  replayedElsewhereAt: [...session.replayedElsewhereAt],
  amr: [...session.amr],
  authenticatedAt: session.authenticatedAt,
  createdAt: session.createdAt,
  lastUsedAt: session.lastUsedAt,
  absoluteExpiresAt: session.absoluteExpiresAt,
  expiresAt: session.expiresAt,
  userAgent: requireText(session.userAgent),
  address: requireText(session.address),
});

export const toSession = (document: SessionDocument): Session => ({
  id: document.id,
  familyDigest: document._id,
  accountId: document.accountId,
  epoch: document.epoch,
  generation: document.generation,
  currentDigest: document.currentDigest,
  predecessor: document.predecessor && toPredecessor(document.predecessor),
  answeredLateAt: document.answeredLateAt ?? [],
  replayedElsewhereAt: document.replayedElsewhereAt ?? [],
  amr: document.amr ?? PASSWORD_ALONE,
  authenticatedAt: document.authenticatedAt,
  createdAt: document.createdAt,
  lastUsedAt: document.lastUsedAt,
  absoluteExpiresAt: document.absoluteExpiresAt,
  expiresAt: document.expiresAt,
  userAgent: document.userAgent,
  address: document.address,
});

const PASSWORD_ALONE = ['pwd'];

const toPredecessor = (from: NonNullable<SessionDocument['predecessor']>): Predecessor => ({
  digest: from.digest,
  sealedSuccessor: from.sealedSuccessor,
  usedAt: from.usedAt,
  network: from.network ?? null,
});
