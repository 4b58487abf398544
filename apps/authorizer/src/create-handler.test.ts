import { beforeAll, describe, expect, test } from '@jest/globals';
import { decodePrincipal } from '@gatehouse/http/principal';
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

test('takes no callback, which the Node.js 24 runtime refuses', () => {
  expect(handler.length).toBeLessThan(3);
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
      amr: 'pwd',
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

  test.each([
    ['without a request context', { requestContext: undefined }],
    ['without the map of lists', { multiValueHeaders: null }],
    ['without the map of single values', { headers: null }],
  ])('of a REQUEST event %s is read all the same', async (_what, changed) => {
    const event = { ...requestEvent({ Authorization: `Bearer ${token}` }), ...changed } as AuthorizerEvent;
    expect(await handler(event)).toMatchObject({ principalId: 'account-1' });
  });

  test('opens a WebSocket connection from the sub-protocol header, on one line or on several', async () => {
    for (const offered of [[token], [`chat, ${token}`], [`${token},chat`], ['chat', token]]) {
      const { policyDocument } = await handler(connectEvent(...offered));
      expect(allows(policyDocument, '$connect')).toBe(true);
    }
  });

  test('of any role and id that a token may have is a principal that the handlers know', async () => {
    const [subject, role] = ['A_-'.repeat(42), `orders:clerk.v-1_${'x'.repeat(40)}`];
    const { context } = await handler(tokenEvent(`Bearer ${await issue(subject, [role, 'user'])}`));
    expect(decodePrincipal(context)).toMatchObject({ subject, roles: [role, 'user'] });
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
    [
      'an Authorization header in two spellings',
      requestEvent({ Authorization: 'Bearer a', authorization: 'Bearer b' }),
    ],
    [
      'a REQUEST event without a request context',
      { ...requestEvent({}), requestContext: undefined } as never,
    ],
    ['an HTTP API event without headers', httpApiEvent({})],
    ['a connection without sub-protocols', connectEvent()],
    ['a connection with sub-protocols alone', connectEvent('chat, v2.chat')],
    ['a connection with two tokens', connectEvent('eyJhIjoxfQ.e30.x, eyJhIjoxfQ.e30.y')],
    ['a connection with two tokens on two lines', connectEvent('eyJhIjoxfQ.e30.x', 'eyJhIjoxfQ.e30.y')],
  ])('%s is Unauthorized', async (_name, event) => {
    await expect(handler(event)).rejects.toThrow(/^Unauthorized$/);
  });

  test('a token in the query opens no connection', async () => {
    const event = {
      ...connectEvent(),
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

  test.each([[{ type: 'OTHER', methodArn: `${API}/GET/users/me` }], [{}], [null]])(
    'is an event that is none of an authorizer: %j',
    async (event) => {
      await expect(handler(event as unknown as AuthorizerEvent)).rejects.toThrow('the authorizer failed');
    },
  );
});

describe('the log', () => {
  const event = (requestContext: object): AuthorizerEvent =>
    ({ ...requestEvent({}), requestContext }) as AuthorizerEvent;

  test.each([
    ['of API Gateway', event({ requestId: 'api-1' }), 'api-1'],
    ['of Lambda, for an event that has none', tokenEvent(''), 'call-1'],
  ])('names the request by the id %s', async (_whose, asked, id) => {
    const { handler: logged, lines } = handlerOver();
    await expect(logged(asked, { awsRequestId: 'call-1' })).rejects.toThrow(/^Unauthorized$/);
    expect(JSON.parse(lines[0]!)).toMatchObject({ message: 'token refused', request_id: id });
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
