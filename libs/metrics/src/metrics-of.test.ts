import { expect, test } from '@jest/globals';
import { metricsOf, type Place } from './index.ts';

const LAPTOP: Place = {
  GATEHOUSE_HOME: '/home/.gatehouse',
  LOG_FORMAT: 'json',
  AWS_LAMBDA_LOG_GROUP_NAME: null,
};

const lineIn = async (place: Place): Promise<unknown> => {
  const lines: string[] = [];
  const metrics = metricsOf(place, 'auth', { write: (line) => void lines.push(line) });
  await metrics?.call({ route: 'GET /', requestId: 'r' }, async () => undefined);
  return lines.length === 0 ? null : (JSON.parse(lines[0]!) as unknown);
};

test.each([
  ['gatehouse-auth-Logs-1ABCdef23', 'gatehouse-auth'],
  ['staging-Logs-auth-Logs-1ABC', 'staging-Logs-auth'],
  ['/aws/lambda/login', 'auth'],
  [null, 'auth'],
])('what logs into %s counts for %s', async (AWS_LAMBDA_LOG_GROUP_NAME, stack) => {
  expect(await lineIn({ ...LAPTOP, AWS_LAMBDA_LOG_GROUP_NAME })).toMatchObject({ stack });
});

test('a person who reads the output is spared them, and a stack never is', async () => {
  expect(await lineIn({ ...LAPTOP, LOG_FORMAT: 'pretty' })).toBeNull();
  expect(await lineIn({ ...LAPTOP, LOG_FORMAT: 'pretty', GATEHOUSE_HOME: null })).not.toBeNull();
});
