import { expect, test } from '@jest/globals';
import { createNewPasswordRules } from '@gatehouse/accounts';
import { breachMetric } from './breach-metric.ts';

test('a stack that asks a breach service counts the very line that a failure of it logs', async () => {
  const logged: string[] = [];
  const brokenBy = createNewPasswordRules(
    // No server listens on the port of discard.
    { PASSWORD_MIN_LENGTH: 15, PASSWORD_BREACH_URL: 'http://127.0.0.1:9' },
    { warn: (message) => void logged.push(message) },
  );
  await brokenBy('correct horse battery staple', {});
  const [message] = logged;
  const { BreachServiceFailures } = breachMetric(['PASSWORD_BREACH_URL']);
  expect(BreachServiceFailures).toMatchObject({
    Properties: { FilterPattern: `{ $.message = "${message}" }` },
  });
});

test('a stack that asks none has no such metric', () => {
  expect(breachMetric(['DATABASE_URL'])).toEqual({});
});
