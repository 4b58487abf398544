// What tests give use cases beside the stores, and who calls; apart from testing.ts, for processes without jest.
import { randomUUID } from 'node:crypto';
import { createNewPasswordRules } from '@gatehouse/accounts';
import { recordAudit } from '@gatehouse/audit/testing';
import type { User } from '@gatehouse/db';
import { createPasswordHasher } from '@gatehouse/hashing';
import type { Principal } from '@gatehouse/http/principal';
import type { Registration } from './register/register.ts';

export const START = new Date('2026-03-01T12:00:00.000Z');
export const PASSWORD = 'correct horse battery staple';

export const later = (seconds: number): Date => new Date(START.getTime() + seconds * 1000);

const passwords = createPasswordHasher({ memoryKiB: 8, passes: 1, lanes: 1 });

const newPasswordRules = createNewPasswordRules(
  { PASSWORD_MIN_LENGTH: 15, PASSWORD_BREACH_URL: null },
  { warn: () => undefined },
);

/** All but the stores that use cases take, as `compose.ts` gives it. */
export const depsAt = (now: Date) => ({
  passwords,
  newPasswordRules,
  countRegistration: async () => undefined,
  mayMail: async () => true,
  hidesOwners: false,
  reauthenticationSeconds: 900,
  ...recordAudit(),
  newId: () => randomUUID(),
  now: () => now,
});

/** The registration of Ada Lovelace, whose password is `PASSWORD`. */
export const registrationOf = (email: string): Registration => ({
  firstName: 'Ada',
  lastName: 'Lovelace',
  email,
  password: PASSWORD,
  address: '192.0.2.1',
});

/** The caller that this user's access token makes, logged in at `START`. */
export const as = ({ id, roles }: Pick<User, 'id' | 'roles'>): Principal => ({
  subject: id,
  roles,
  sessionId: `session-of-${id}`,
  expiresAt: later(300),
  authenticatedAt: START,
  amr: ['pwd'],
});
