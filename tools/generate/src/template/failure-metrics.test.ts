import { expect, test } from '@jest/globals';
import { createNewPasswordRules, oldSystemOnDemand } from '@gatehouse/accounts';
import { failureMetrics } from './failure-metrics.ts';

// No server listens on the port of discard.
const URL = 'http://127.0.0.1:9';

type Logger = Parameters<typeof oldSystemOnDemand>[1];

const askBreachService = async (logger: Logger): Promise<void> => {
  const brokenBy = createNewPasswordRules({ PASSWORD_MIN_LENGTH: 15, PASSWORD_BREACH_URL: URL }, logger);
  await brokenBy('correct horse battery staple', {});
};

const askOldSystem = async (logger: Logger): Promise<void> => {
  await oldSystemOnDemand(URL, logger).vouch({ email: 'ada@example.com', password: 'correct horse' }, 60_000);
};

test.each([
  ['PASSWORD_BREACH_URL', 'BreachServiceFailures', askBreachService],
  ['LEGACY_LOGIN_URL', 'LegacyLoginFailures', askOldSystem],
])('a stack with %s counts in %s the very line that a failure of it logs', async (variable, metric, ask) => {
  const logged: string[] = [];
  await ask({ warn: (message) => void logged.push(message) });
  const [message] = logged;
  expect(failureMetrics([variable])).toMatchObject({
    [metric]: { Properties: { FilterPattern: `{ $.message = "${message}" }` } },
  });
});

test('a stack that asks nobody has no such metric', () => {
  expect(failureMetrics(['DATABASE_URL'])).toEqual({});
});
