// What a gateway tells of its calls: the authorizer's decision, whether it was remembered, and the code of a problem.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startGateway, type Gateway } from './gateway.ts';
import { FIXTURES } from './testing/folders.ts';
import { call } from './testing/http.ts';

const written: string[] = [];
let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway({
    appFolders: [join(FIXTURES, 'shop'), join(FIXTURES, 'gate')],
    logFormat: 'json',
    localValues: () => ({ GREETING: 'hello' }),
    write: (line) => written.push(line),
  });
});
afterAll(() => gateway.stop());

/** What the line of a call says, without what every line says. */
const told = async (path: string, token?: string): Promise<object> => {
  const options = token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } };
  const { headers } = await call(gateway.port, path, options);
  const id = String(headers['x-amzn-requestid']);
  const line = written.find((one) => one.startsWith('{') && one.includes(`"request_id":"${id}"`)) ?? '';
  const { status, authorizer, remembered } = JSON.parse(line) as Record<string, unknown>;
  return { status, authorizer, remembered };
};

test('a route without an authorizer has no decision', async () => {
  expect(await told('/')).toEqual({ status: 200 });
});

test('an answer is remembered from the second call on, an allow and a deny alike', async () => {
  const allow = { status: 200, authorizer: 'allow' };
  expect(await told('/things/1', 'lines')).toEqual({ ...allow, remembered: false });
  expect(await told('/things/2', 'lines')).toEqual({ ...allow, remembered: true });
  const deny = { status: 403, authorizer: 'deny' };
  expect(await told('/things/1', 'denied.lines')).toEqual({ ...deny, remembered: false });
  expect(await told('/things/1', 'denied.lines')).toEqual({ ...deny, remembered: true });
});

test('an authorizer without a cache remembers nothing', async () => {
  for (let each = 0; each < 2; each += 1)
    expect(await told('/things/1/fresh', 'lines')).toEqual({
      status: 200,
      authorizer: 'allow',
      remembered: false,
    });
});

test.each([
  ['no token', undefined, { status: 401, authorizer: 'unauthorized', remembered: false }],
  ['a token that is refused', 'refused', { status: 401, authorizer: 'unauthorized', remembered: false }],
  ['a function that fails', 'broken', { status: 500, authorizer: 'failed', remembered: false }],
])('%s is told', async (_, token, expected) => {
  expect(await told('/things/1', token)).toEqual(expected);
});
