import { beforeAll, describe, expect, test } from '@jest/globals';
import { publicJwks } from '@gatehouse/jwt';
import { forgeries, genuineToken } from '@gatehouse/jwt/testing';
import { createLogger } from '@gatehouse/log';
import { evaluate } from '@gatehouse/policy';
import type { AuthorizeDeps } from './authorize.ts';
import { createHandler } from './create-handler.ts';
import type { AuthorizerEvent } from './events.ts';
import {
  API,
  connectEvent,
  httpApiEvent,
  ISSUER,
  makeIssuer,
  NOW,
  requestEvent,
  tokenEvent,
} from './testing.ts';

const { set, issue, deps } = await makeIssuer();

const handlerOver = (given: Partial<AuthorizeDeps> = {}) => {
  const lines: string[] = [];
  const logger = createLogger({ level: 'INFO', service: 'authorizer', write: (line) => lines.push(line) });
  return { handler: createHandler(async () => ({ ...deps, ...given }), logger), lines };
};

const { handler } = handlerOver();

const allows = (policyDocument: unknown, method: string): boolean =>
  evaluate(policyDocument, { action: 'execute-api:Invoke', resource: `${API}/${method}` }) === 'allow';

test('takes one parameter, as the Node.js 24 runtime asks', () => {
  expect(handler.length).toBe(1);
});

describe('a good token', () => {
  let token: string;
  beforeAll(async () => {
    token = await issue();
  });

  test('of a TOKEN event gives the principal, a policy for the whole API and a context of flat strings', async () => {
    const { principalId, policyDocument, context, ...rest } = await handler(tokenEvent(`Bearer ${token}`));
    expect(rest).toEqual({});
    expect(principalId).toBe('account-1');
    expect(context).toEqual({
      sub: 'account-1',
      roles: 'user',
      sid: 'sid-1',
      exp: String(NOW.getTime() / 1000 + 300),
      auth_time: String(NOW.getTime() / 1000),
    });
    const may = ['GET/users/me', 'GET/users/account-1', 'PATCH/users/account-1', 'DELETE/users/account-1'];
    const mayNot = ['GET/users', 'GET/users/account-2', 'DELETE/users/account-2', 'DELETE/users/me'];
    expect(may.filter((method) => !allows(policyDocument, method))).toEqual([]);
    expect(mayNot.filter((method) => allows(policyDocument, method))).toEqual([]);
  });

  test('of an admin may call every route of the API', async () => {
    const admin = await issue('account-9', ['user', 'admin']);
    const { policyDocument } = await handler(tokenEvent(`Bearer ${admin}`));
    for (const method of [
      'GET/users',
      'GET/users/account-1',
      'PATCH/users/account-1',
      'DELETE/users/account-1',
    ]) {
      expect(allows(policyDocument, method)).toBe(true);
    }
  });

  test('for an API that is not in the table is denied everything', async () => {
    const { policyDocument } = await handler(tokenEvent(`Bearer ${token}`, 'GET/orders/1'));
    expect(allows(policyDocument, 'GET/orders/1')).toBe(false);
    expect(policyDocument.Statement).toMatchObject([{ Effect: 'Deny' }]);
  });

  test.each(['authorization', 'Authorization'])('of a REQUEST event is read from %s', async (name) => {
    const answer = await handler(requestEvent({ [name]: `Bearer ${token}` }));
    expect(allows(answer.policyDocument, 'GET/users/me')).toBe(true);
    expect(answer).not.toHaveProperty('isAuthorized');
  });

  test.each([
    ['GET/users/me', true],
    ['GET/users', false],
  ])('of an HTTP API for %s answers both forms alike', async (method, may) => {
    const answer = await handler(httpApiEvent({ authorization: `Bearer ${token}` }, method));
    expect(answer.isAuthorized).toBe(may);
    expect(allows(answer.policyDocument, method)).toBe(may);
    expect(answer.context).toMatchObject({ sub: 'account-1' });
  });

  test('opens a WebSocket connection from the sub-protocol header', async () => {
    for (const offered of [token, `chat, ${token}`, `${token},chat`]) {
      const { policyDocument } = await handler(connectEvent(offered));
      expect(allows(policyDocument, '$connect')).toBe(true);
    }
  });

  test('counts with its scheme in any letter case', async () => {
    for (const scheme of ['Bearer', 'bearer', 'BEARER']) await handler(tokenEvent(`${scheme} ${token}`));
  });
});

describe('no token', () => {
  const twice: AuthorizerEvent = {
    ...requestEvent({ authorization: 'Bearer a.b.c' }),
    multiValueHeaders: { authorization: ['Bearer a.b.c', 'Bearer d.e.f'] },
  } as AuthorizerEvent;

  test.each([
    ['a TOKEN event without one', tokenEvent('')],
    ['another scheme', tokenEvent('Basic YTpi')],
    ['a bare token without a scheme', tokenEvent('a.b.c')],
    ['a REQUEST event without headers', requestEvent({})],
    ['an Authorization header that stands twice', twice],
    ['an HTTP API event without headers', httpApiEvent({})],
    ['a connection without sub-protocols', connectEvent(null)],
    ['a connection with sub-protocols alone', connectEvent('chat, v2.chat')],
    ['a connection with two tokens', connectEvent('eyJhIjoxfQ.e30.x, eyJhIjoxfQ.e30.y')],
  ])('%s is Unauthorized', async (_name, event) => {
    await expect(handler(event)).rejects.toThrow(/^Unauthorized$/);
  });

  test('a token in the query opens no connection', async () => {
    const event = {
      ...connectEvent(null),
      queryStringParameters: { token: await issue() },
    } as AuthorizerEvent;
    await expect(handler(event)).rejects.toThrow(/^Unauthorized$/);
  });
});

describe('a forged token', () => {
  const [privateJwk] = set.keys;
  const context = {
    privateJwk: privateJwk!,
    publicJwk: publicJwks(set).keys[0]!,
    issuer: ISSUER,
    audience: 'gatehouse',
    now: NOW,
  };

  test('is told from the genuine one of the same forge', async () => {
    await handler(tokenEvent(`Bearer ${genuineToken(context)}`));
  });

  test.each(forgeries(context).map(({ name, token, code }) => [name, code, token] as const))(
    '%s is Unauthorized, for %s in the log alone',
    async (_name, code, token) => {
      const { handler: logged, lines } = handlerOver();
      const events = [
        tokenEvent(`Bearer ${token}`),
        requestEvent({ Authorization: `Bearer ${token}` }),
        httpApiEvent({ authorization: `Bearer ${token}` }),
        connectEvent(token),
      ];
      for (const event of events) await expect(logged(event)).rejects.toThrow(/^Unauthorized$/);
      expect(lines).toHaveLength(events.length);
      const [line = ''] = lines;
      expect(JSON.parse(line)).toMatchObject({ level: 'INFO', message: 'token refused' });
      if (/^\S+$/.test(token)) expect(line).toContain(code);
      const signature = token.split('.').at(-1) ?? '';
      if (signature.length > 20) expect(lines.join()).not.toContain(signature);
    },
  );
});

describe('a fault of ours', () => {
  const broken = (error: Error) => handlerOver({ keys: { find: () => Promise.reject(error) } });

  test('is neither an allow nor a 401, and is logged once', async () => {
    const { handler: faulty, lines } = broken(new Error('the URL of the keys is gone'));
    const token = await issue();
    await expect(faulty(tokenEvent(`Bearer ${token}`))).rejects.toThrow('the authorizer failed');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('the URL of the keys is gone');
    expect(lines[0]).not.toContain(token);
  });

  test('is an event that is none of an authorizer', async () => {
    const event = { type: 'OTHER', methodArn: `${API}/GET/users/me` } as unknown as AuthorizerEvent;
    await expect(handler(event)).rejects.toThrow('the authorizer failed');
  });
});

describe('where sessions are looked up', () => {
  test('a good token of an ended session is Unauthorized', async () => {
    const { handler: checking } = handlerOver({ sessionStands: async () => false });
    await expect(checking(tokenEvent(`Bearer ${await issue()}`))).rejects.toThrow(/^Unauthorized$/);
  });

  test('a store that does not answer is a fault, not an allow', async () => {
    const down = handlerOver({ sessionStands: () => Promise.reject(new Error('store_unavailable')) });
    await expect(down.handler(tokenEvent(`Bearer ${await issue()}`))).rejects.toThrow(
      'the authorizer failed',
    );
  });
});
