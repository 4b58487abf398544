import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { publicJwks } from '@gatehouse/jwt';
import { createLogger } from '@gatehouse/log';
import { compose } from './compose.ts';
import { readConfig } from './config.ts';
import { createHandler } from './create-handler.ts';
import { API, ISSUER, makeIssuer, NOW, tokenEvent } from './testing.ts';

const quiet = createLogger({ level: 'ERROR', service: 'authorizer', write: () => undefined });
const { set, issue } = await makeIssuer();
const JWT_JWKS = JSON.stringify(publicJwks(set));

const handlerIn = async (env: Record<string, string>, logger = quiet) => {
  const dependencies = await compose(readConfig({ JWT_ISSUER: ISSUER, ...env }), env, logger);
  return createHandler(async () => ({ ...(await dependencies()), now: () => NOW }), logger);
};

describe('the authorizer, composed from its environment', () => {
  test('verifies with the keys in place', async () => {
    const handler = await handlerIn({ JWT_JWKS });
    expect(await handler(tokenEvent(`Bearer ${await issue()}`))).toMatchObject({ principalId: 'account-1' });
  });

  test('takes another team’s table beside its own', async () => {
    const rows = [{ verb: 'GET', path: '/orders/{customer}', self: 'customer' }];
    const handler = await handlerIn({ JWT_JWKS, ACCESS_TABLE: JSON.stringify({ orders: rows }) });
    const token = `Bearer ${await issue()}`;
    const { policyDocument } = await handler(tokenEvent(token, 'GET/orders/account-1'));
    expect(policyDocument.Statement).toMatchObject([
      { Effect: 'Allow', Resource: [`${API}/GET/orders/account-1`] },
    ]);
    expect((await handler(tokenEvent(token))).policyDocument.Statement).toMatchObject([{ Effect: 'Allow' }]);
  });

  test('does not start with a path of tables that cannot be read, and says which it is', async () => {
    const env = { JWT_JWKS, ACCESS_TABLE: 'ssm:/gatehouse/tables/', AWS_REGION: 'eu-central-1' };
    await expect(handlerIn(env)).rejects.toThrow(
      'ACCESS_TABLE: AWS_ACCESS_KEY_ID is not set, so AWS cannot be asked (ssm:/gatehouse/tables/)',
    );
  });

  test.each([
    ['JWT_JWKS', 'keys_missing: the set has no keys', { JWT_JWKS: '{"keys":[]}' }],
    ['JWT_JWKS', 'keys_malformed: the key set must be JSON', { JWT_JWKS: 's3cret' }],
    ['JWT_JWKS', 'there is no such file (file:/nowhere/jwks.json)', { JWT_JWKS: 'file:/nowhere/jwks.json' }],
    ['SECRET_KEY', 'secret_weak: the secret must have 32 to 1024 bytes', { SECRET_KEY: 's3cret' }],
    ['ACCESS_TABLE', 'the table must be JSON', { JWT_JWKS, ACCESS_TABLE: 's3cret' }],
    [
      'ACCESS_TABLE',
      'orders[0]: nobody may call it: it needs roles or self',
      { JWT_JWKS, ACCESS_TABLE: '{"orders":[{"verb":"GET","path":"/orders"}]}' },
    ],
  ])('does not start with a bad %s, and says only: %s', async (variable, rule, env) => {
    const error: unknown = await handlerIn(env).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'ConfigurationError', problems: [{ variable, rule }] });
    expect((error as Error).stack).not.toMatch(/s3cret|\bat /);
  });

  test('says all that is wrong with what its providers read, at once', async () => {
    const start = handlerIn({ JWT_JWKS: 'nonsense', ACCESS_TABLE: 'nojson' });
    await expect(start).rejects.toThrow(/JWT_JWKS: keys_malformed.*\n {2}ACCESS_TABLE: the table/);
  });

  test('verifies with its own key beside a foreign one, and names that in the log', async () => {
    const foreign = { kty: 'AKP', alg: 'ML-DSA-44', kid: 'pq', pub: 's3cret' };
    const keys = [foreign, ...publicJwks(set).keys];
    const lines: string[] = [];
    const loud = createLogger({ level: 'WARN', service: 'authorizer', write: (line) => lines.push(line) });
    const handler = await handlerIn({ JWT_JWKS: JSON.stringify({ keys }) }, loud);
    for (let call = 0; call < 2; call += 1)
      expect(await handler(tokenEvent(`Bearer ${await issue()}`))).toMatchObject({
        principalId: 'account-1',
      });
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      {
        message: 'key left out',
        variable: 'JWT_JWKS',
        kid: 'pq',
        rule: expect.stringMatching(/^keys\[0\]: alg/),
      },
    ]);
    expect(lines.join('')).not.toContain('s3cret');
  });

  test('names a foreign key of a set by URL as well, once', async () => {
    const keys = [...publicJwks(set).keys, { kty: 'RSA', use: 'enc', alg: 'RSA-OAEP', kid: 'for-mail' }];
    const server = createServer((_request, response) => response.end(JSON.stringify({ keys })));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const lines: string[] = [];
    const loud = createLogger({ level: 'WARN', service: 'authorizer', write: (line) => lines.push(line) });
    const { port } = server.address() as AddressInfo;
    const handler = await handlerIn({ JWT_JWKS: `http://127.0.0.1:${port}/jwks.json` }, loud);
    const token = tokenEvent(`Bearer ${await issue()}`);
    expect(await handler(token)).toMatchObject(await handler(token));
    server.close().closeAllConnections();
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { variable: 'JWT_JWKS', kid: 'for-mail', rule: 'keys[1]: use must be sig' },
    ]);
  });

  test('fails without any key, naming both variables', () => {
    expect(() => readConfig({ JWT_ISSUER: ISSUER })).toThrow(/JWT_JWKS[^]*SECRET_KEY/);
  });
});
