import { runInNewContext } from 'node:vm';
import { setFlagsFromString } from 'node:v8';
import { expect, test } from '@jest/globals';
import { TokenMemory, type KeySource } from '@gatehouse/jwt';
import { createLogger } from '@gatehouse/log';
import { createHandler } from './create-handler.ts';
import { API, makeIssuer, NOW, tokenEvent } from './testing.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const heapMiB = (): number => {
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** Tokens without a signature, for keys that take any: what is tried here is what stays behind. */
const tokenOf = (kid: string, number: number): string => {
  const seconds = NOW.getTime() / 1000;
  const claims = {
    ...{
      iss: 'https://id.example.com/auth',
      aud: 'gatehouse',
      client_id: 'gatehouse',
      roles: [`role-${number % 90}`],
    },
    ...{ sub: `account-${number}`, jti: `token-${number}`, sid: `session-${number}` },
    ...{ iat: seconds, exp: seconds + 300, auth_time: seconds },
  };
  return `${encode({ alg: 'ES256', typ: 'at+jwt', kid })}.${encode(claims)}.${encode({ number })}`;
};

test('the memory after many calls, each with another token and on many stages, is what it was after a thousand', async () => {
  const { deps } = await makeIssuer();
  const keys = new Map<string, Awaited<ReturnType<KeySource['find']>>>();
  const find = (kid = '') => keys.get(kid);
  for (let key = 0; key < 100; key += 1)
    keys.set(`key-${key}`, { kid: `key-${key}`, alg: 'ES256', verifies: () => true });
  const logger = createLogger({ level: 'ERROR', service: 'authorizer', write: () => undefined });
  const access = {
    orders: Array.from({ length: 90 }, (_, index) => ({
      verb: 'GET' as const,
      path: `/orders/${index}`,
      roles: [`role-${index}`],
    })),
  };
  const memory = new TokenMemory();
  const handler = createHandler(() => ({ ...deps, access, keys: { find }, memory }), logger);
  const callMany = async (from: number, to: number): Promise<void> => {
    for (let number = from; number < to; number += 1) {
      const event = {
        ...tokenEvent(`Bearer ${tokenOf(`key-${number % 100}`, number)}`),
        methodArn: `${API}${number % 300}/GET/orders/1`,
      };
      await handler(event);
    }
  };
  await callMany(0, 3_000);
  const before = heapMiB();
  await callMany(3_000, 12_000);
  expect(heapMiB() - before).toBeLessThan(2);
});
