// An account and a waiting registration as the tests of the sender have them.
import type { Owner, WaitingOwner } from '../sender/decide.ts';

export const start = new Date('2026-01-01T00:00:00.000Z');
/** So many seconds later. */
export const at = (seconds: number): Date => new Date(start.getTime() + seconds * 1000);

export const owner = (more: Partial<Owner> = {}): Owner => ({
  email: 'ada@example.com',
  emailVerified: false,
  firstName: 'Ada',
  pendingEmail: null,
  pendingId: null,
  credentialGeneration: 3,
  epoch: 5,
  factorsGeneration: 2,
  ...more,
});

export const waitingOwner = (more: Partial<WaitingOwner> = {}): WaitingOwner => ({
  email: 'grace@example.com',
  firstName: 'Grace',
  expiresAt: at(24 * 3600),
  ...more,
});
