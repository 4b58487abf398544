import { describe, expect, test } from '@jest/globals';
import { publicJwks } from '@gatehouse/jwt';
import { createLogger } from '@gatehouse/log';
import { compose } from './compose.ts';
import { readConfig } from './config.ts';
import { createHandler } from './create-handler.ts';
import { API, ISSUER, makeIssuer, NOW, tokenEvent } from './testing.ts';

const logger = createLogger({ level: 'ERROR', service: 'authorizer', write: () => undefined });
const { set, issue } = await makeIssuer();
const JWT_JWKS = JSON.stringify(publicJwks(set));

const handlerIn = async (env: Record<string, string>) => {
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

  test.each([
    ['JWT_JWKS', { JWT_JWKS: '{"keys":[]}' }],
    ['SECRET_KEY', { SECRET_KEY: 'too short' }],
    ['ACCESS_TABLE', { JWT_JWKS, ACCESS_TABLE: '{"orders":[{}]}' }],
  ])('does not start with a bad %s, and says which it is', async (variable, env) => {
    await expect(handlerIn(env)).rejects.toThrow(variable);
  });

  test('fails without any key, naming both variables', () => {
    expect(() => readConfig({ JWT_ISSUER: ISSUER })).toThrow(/JWT_JWKS[^]*SECRET_KEY/);
  });
});
