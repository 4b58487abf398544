import { expect, test } from '@jest/globals';
import { countedIn } from '@gatehouse/metrics/testing';
import { createAuditTrail, ENDINGS, type AuditEvent } from './index.ts';

const REQUEST = { sourceAddress: '203.0.113.7', requestId: 'request-1' };

const trail = createAuditTrail({
  values: () => Promise.reject(new Error('there is no store')),
  writers: [],
  logger: { error: () => undefined },
  now: () => new Date(),
});

const countsOf = (...events: readonly AuditEvent[]): Promise<object> =>
  countedIn(async () => {
    for (const event of events) await trail.of(REQUEST)(event);
  });

test.each<[object, AuditEvent]>([
  [{ Logins: 1 }, { event: 'login_succeeded', subject: 'a', email: 'ada@example.com' }],
  [{ FailedLogins: 1 }, { event: 'login_failed', subject: null, why: 'unknown_account' }],
  [{ FailedLogins: 1 }, { event: 'second_factor_failed', subject: 'a', factor: 'totp' }],
  [{ ReplaysElsewhere: 1 }, { event: 'refresh_replayed_elsewhere', subject: 'a' }],
  [{}, { event: 'login_challenged', subject: 'a' }],
  [{}, { event: 'account_changed', subject: 'a', changed: ['email'] }],
])('%j is counted of %j', async (counts, event) => {
  expect(await countsOf(event)).toEqual(counts);
});

test('a session that ends because its token was used by two counts as reuse, and no other', async () => {
  const ended = ENDINGS.map((why): AuditEvent => ({ event: 'session_ended', subject: 'a', why }));
  expect(await countsOf(...ended)).toEqual({ ReusedTokens: 2 });
});
