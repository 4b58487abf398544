// Accounts and sessions to test stores with, far in the future, so that no real TTL takes them away meanwhile.
import { randomBytes } from 'node:crypto';
import { NO_FACTORS, type Factors } from '@gatehouse/factors';
import type { Session } from '@gatehouse/sessions';
import type { Account } from '../ports.ts';
import type { Mail, OneTimeToken, WaitingRegistration } from '../waiting-ports.ts';

/** The test's "now": with milliseconds, so that a store that rounds is noticed. */
export const NOW = new Date('2100-01-01T12:00:00.123Z');

/** `seconds` after the test's now; before it when negative. */
export const at = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);

/** An id that no other sample has. */
export const randomId = (): string => randomBytes(16).toString('base64url');

export const sampleAccount = (fields: Partial<Account> = {}): Account => ({
  id: randomId(),
  firstName: 'Ada',
  lastName: 'Lovelace',
  email: `${randomId().toLowerCase()}@example.com`,
  emailVerified: false,
  roles: ['user'],
  createdAt: NOW,
  updatedAt: NOW,
  passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA',
  disabled: false,
  epoch: 0,
  pendingEmail: null,
  pendingId: null,
  credentialGeneration: 0,
  factors: NO_FACTORS,
  factorsGeneration: 0,
  vouches: 0,
  ...fields,
});

/** Factors with something in each place. */
export const sampleFactors = (): Factors => ({
  totp: { sealedSecret: 'v1.sealed', lastStep: 58_000_000 },
  pendingTotp: { sealedSecret: 'v1.waiting', expiresAt: at(600) },
  recoveryDigests: [randomId(), randomId()],
  passkeys: [
    {
      id: randomId(),
      name: '$name of a “phone”',
      credentialId: randomId(),
      publicKey: 'pQECAyYgASFYIA',
      counter: 4_294_967_295,
      transports: ['internal', 'hybrid'],
      synced: true,
      createdAt: NOW,
      lastUsedAt: null,
    },
    {
      id: randomId(),
      name: 'key',
      credentialId: randomId(),
      publicKey: 'pQECAyYgASFYIB',
      counter: 0,
      transports: [],
      synced: false,
      createdAt: at(1),
      lastUsedAt: at(2),
    },
  ],
});

export const sampleRegistration = (fields: Partial<WaitingRegistration> = {}): WaitingRegistration => ({
  id: randomId(),
  email: `${randomId().toLowerCase()}@example.com`,
  firstName: 'Ada',
  lastName: 'Lovelace',
  passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA',
  createdAt: NOW,
  expiresAt: at(86_400),
  ...fields,
});

export const sampleToken = (fields: Partial<OneTimeToken> = {}): OneTimeToken => ({
  digest: randomId(),
  kind: 'verify_email',
  accountId: randomId(),
  binding: 'ada@example.com',
  triesLeft: 5,
  expiresAt: at(1000),
  ...fields,
});

export const sampleMail = (fields: Partial<Mail> = {}): Mail => ({
  id: randomId(),
  kind: 'verify_email',
  accountId: randomId(),
  cause: 'registered',
  createdAt: NOW,
  dueAt: NOW,
  attempts: 0,
  ...fields,
});

export const sampleSession = (fields: Partial<Session> = {}): Session => ({
  id: randomId(),
  familyDigest: randomId(),
  accountId: 'account',
  epoch: 0,
  generation: 0,
  currentDigest: randomId(),
  predecessor: null,
  answeredLateAt: [],
  replayedElsewhereAt: [],
  amr: ['pwd', 'otp', 'mfa'],
  authenticatedAt: NOW,
  createdAt: NOW,
  lastUsedAt: NOW,
  absoluteExpiresAt: at(2000),
  expiresAt: at(1000),
  userAgent: 'Firefox',
  address: '192.0.2.1',
  ...fields,
});

/** What a rotation would make of `session`. */
export const rotated = (session: Session): Session => ({
  ...session,
  generation: session.generation + 1,
  currentDigest: randomId(),
  predecessor: {
    digest: session.currentDigest,
    sealedSuccessor: randomId(),
    usedAt: at(1),
    network: '192.0.2.0/24',
  },
  lastUsedAt: at(1),
  expiresAt: at(1001),
});
