import { describe, expect, test } from '@jest/globals';
import { Refusal } from '../answers/refusal.ts';
import type { Call } from '../events/call.ts';
import { InvocationError } from '../functions/function-host.ts';
import { authorize } from './authorize.ts';
import { createResultCache } from './result-cache.ts';
import type { SeenAuthorization } from './seen-authorization.ts';

const STAGE = 'arn:aws:execute-api:us-east-1:123456789012:abcdef1234/v1';

const call = {
  api: { id: 'abcdef1234' },
  route: {
    authorizer: {
      name: 'Token',
      target: { app: 'gate', functionId: 'Gate', timeoutMs: 1000 },
      ttlMs: 0,
      identity: { type: 'TOKEN', header: 'authorization', validation: null },
    },
  },
  methodArn: `${STAGE}/GET/pets`,
  request: {
    headers: [
      ['authorization', 'Bearer x'],
      ['user-agent', 'jest'],
    ],
    receivedAt: new Date('2026-11-22T18:00:00Z'),
    sourceIp: '192.0.2.1',
  },
} as unknown as Call;

const ask = (invoke: () => Promise<unknown>) => authorize(call, { invoke, cache: createResultCache() });

/** What comes of an authorizer's answer: `allow`, or the type of the refusal. */
const outcomeOf = async (answer: unknown): Promise<string> => {
  try {
    await ask(async () => answer);
    return 'allow';
  } catch (error) {
    if (error instanceof Refusal) return error.type;
    throw error;
  }
};

const allow = { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: `${STAGE}/*` };
const under = (...Statement: object[]) => outcomeOf(answerWith({ Version: '2012-10-17', Statement }));
const answerWith = (policyDocument: unknown, members: object = {}) => ({
  principalId: 'ada',
  policyDocument,
  ...members,
});
const sound = { Version: '2012-10-17', Statement: [allow] };

const MISCONFIGURED = 'AUTHORIZER_CONFIGURATION_ERROR';

describe('a policy counts as in IAM', () => {
  test('with an empty Condition', async () => {
    expect(await under({ ...allow, Condition: {} })).toBe('allow');
  });

  test('without a Version', async () => {
    expect(await outcomeOf(answerWith({ Statement: [allow] }))).toBe('allow');
    expect(await outcomeOf(answerWith({ Version: '2008-10-17', Statement: allow }))).toBe('allow');
  });

  test('with NotResource', async () => {
    const but = (NotResource: string) => ({ Effect: 'Deny', Action: 'execute-api:Invoke', NotResource });
    expect(await under(allow, but(`${STAGE}/GET/*`))).toBe('allow');
    expect(await under(allow, but(`${STAGE}/POST/*`))).toBe('ACCESS_DENIED');
  });

  test('with NotAction', async () => {
    const but = (NotAction: string) => ({ Effect: 'Deny', NotAction, Resource: '*' });
    expect(await under(allow, but('execute-api:*'))).toBe('allow');
    expect(await under(allow, but('s3:*'))).toBe('ACCESS_DENIED');
  });

  test('with conditions on what is known of the call', async () => {
    const when = (Condition: object) => under({ ...allow, Condition });
    expect(await when({ IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } })).toBe('allow');
    expect(await when({ IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } })).toBe('ACCESS_DENIED');
    expect(await when({ NumericLessThan: { 'aws:EpochTime': '1795370401' } })).toBe('allow');
    expect(await when({ 'ForAnyValue:StringLike': { 'aws:UserAgent': ['je?t', 'curl/*'] } })).toBe('allow');
    expect(await when({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } })).toBe('allow');
  });
});

describe('a policy that cannot be read is a fault of the authorizer', () => {
  test.each([
    ['a member that is not known', { ...allow, Comment: '' }],
    ['an effect in lower case', { ...allow, Effect: 'allow' }],
    ['a condition that is null', { ...allow, Condition: null }],
    ['an operator that is not known', { ...allow, Condition: { StringMatches: { a: 'b' } } }],
    ['no resource', { ...allow, Resource: undefined }],
    ['a resource that is too long', { ...allow, Resource: `${STAGE}/GET/`.padEnd(513, 'x') }],
    [
      'a NotResource that is too long',
      { Effect: 'Deny', Action: '*', NotResource: ['*', `${STAGE}/GET/`.padEnd(513, 'x')] },
    ],
  ])('%s', async (_name, statement) => {
    expect(await under(allow, statement)).toBe(MISCONFIGURED);
  });

  test('a version that is not known', async () => {
    expect(await outcomeOf(answerWith({ ...sound, Version: '2020-01-01' }))).toBe(MISCONFIGURED);
  });

  test('a Principal', async () => {
    expect(await under({ ...allow, Principal: '*' })).toBe(MISCONFIGURED);
  });

  test('an empty list', async () => {
    expect(await under()).toBe(MISCONFIGURED);
    expect(await under({ ...allow, Action: [] })).toBe(MISCONFIGURED);
    expect(await under({ ...allow, Resource: [] })).toBe(MISCONFIGURED);
    expect(await under({ ...allow, Condition: { StringEquals: { a: [] } } })).toBe(MISCONFIGURED);
  });

  test('a condition operator without keys', async () => {
    expect(await under({ ...allow, Condition: { Bool: {} } })).toBe(MISCONFIGURED);
  });

  test('a policy variable', async () => {
    expect(await under({ ...allow, Resource: `${STAGE}/GET/\${aws:userid}` })).toBe(MISCONFIGURED);
    expect(await under({ ...allow, Condition: { StringEquals: { a: '${aws:userid}' } } })).toBe(
      MISCONFIGURED,
    );
  });

  test('a short ARN', async () => {
    expect(await under({ ...allow, Resource: 'arn:aws:execute-api' })).toBe(MISCONFIGURED);
  });

  test('a resource that is no ARN', async () => {
    expect(await under({ ...allow, Resource: 'execute-api:/v1/GET/pets' })).toBe(MISCONFIGURED);
  });
});

describe('the answer of an authorizer', () => {
  test('is 500 and says nothing to the caller', async () => {
    await expect(ask(async () => ({ principalId: 'ada' }))).rejects.toMatchObject({
      type: MISCONFIGURED,
      cause: { message: "The authorizer's answer is refused: policyDocument is not an object." },
    });
    await expect(ask(async () => answerWith({ ...sound, Version: 1 }))).rejects.toMatchObject({
      cause: { message: 'The policy cannot be read: Version is neither 2012-10-17 nor 2008-10-17.' },
    });
  });

  test('may have texts, numbers and booleans in its context, which handlers get as text', async () => {
    const context = { text: 'a', number: 1.5, yes: true };
    expect(await ask(async () => answerWith(sound, { context }))).toMatchObject({
      text: 'a',
      number: '1.5',
      yes: 'true',
      principalId: 'ada',
    });
  });

  test.each([
    ['an object in its context', { context: { a: {} } }],
    ['a list in its context', { context: { a: ['b'] } }],
    ['null in its context', { context: { a: null } }],
    ['a context that is a text', { context: 'a' }],
    ['a usage key that is no text', { usageIdentifierKey: 1 }],
  ])('is refused with %s', async (_name, members) => {
    expect(await outcomeOf(answerWith(sound, members))).toBe(MISCONFIGURED);
  });

  test('is refused with a principal that is no text', async () => {
    for (const principalId of [undefined, null, '', 1, true])
      expect(await outcomeOf(answerWith(sound, { principalId }))).toBe(MISCONFIGURED);
  });

  test('is refused with a member that is not known', async () => {
    expect(await outcomeOf(answerWith(sound, { isAuthorized: true }))).toBe(MISCONFIGURED);
  });

  test('may be of any length', async () => {
    const statements = Array.from({ length: 300 }, (_, index) => ({ ...allow, Sid: `s${index}` }));
    expect(await outcomeOf(answerWith({ ...sound, Statement: statements }))).toBe('allow');
  });

  test.each(['unauthorized', 'Unauthorized.', 'the database is away'])(
    'is 401 for no other message than Unauthorized: %s',
    async (message) => {
      const thrown = (text: string) => ask(() => Promise.reject(new InvocationError('thrown', text)));
      await expect(thrown(message)).rejects.toMatchObject({ type: 'AUTHORIZER_FAILURE' });
      await expect(thrown('Unauthorized')).rejects.toMatchObject({ type: 'UNAUTHORIZED' });
    },
  );
});

describe('what some emulators decide in another way', () => {
  const DENIED = 'ACCESS_DENIED';

  test('a Deny wins over an Allow', async () => {
    expect(await under(allow, { ...allow, Effect: 'Deny', Resource: `${STAGE}/GET/pets` })).toBe(DENIED);
  });

  test('another action allows nothing', async () => {
    expect(await under({ ...allow, Action: 's3:GetObject' })).toBe(DENIED);
    expect(await under({ ...allow, Action: 'execute-api:ManageConnections' })).toBe(DENIED);
  });

  test('an action may have wildcards, and any letter case', async () => {
    for (const Action of ['*', 'execute-api:*', 'EXECUTE-API:invoke', 'execute-api:In?oke'])
      expect(await under({ ...allow, Action })).toBe('allow');
  });

  test('a Condition that does not hold allows nothing', async () => {
    const Condition = { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
    expect(await under({ ...allow, Condition })).toBe(DENIED);
  });

  test('a resource matches from end to end', async () => {
    for (const path of ['/*ets/7', '/GET/pe?', '/*/pet', '/GET/pets/*'])
      expect(await under({ ...allow, Resource: STAGE + path })).toBe(DENIED);
  });

  test('a dot in a resource is a dot', async () => {
    expect(await under({ ...allow, Resource: `${STAGE}/GET/p.t*` })).toBe(DENIED);
  });
});

describe('who watches is told', () => {
  const sees = async (cache = createResultCache<never>(), ttlMs = 0, answer: () => Promise<unknown>) => {
    const seen: SeenAuthorization[] = [];
    const authorizer = { ...call.route.authorizer!, ttlMs };
    const watched = { ...call, route: { ...call.route, authorizer } };
    const observe = (one: SeenAuthorization) => void seen.push(one);
    await authorize(watched, { invoke: answer, cache, observe }).catch(() => undefined);
    return seen.map(({ outcome, isRemembered, result }) => [outcome, isRemembered, result?.principalId]);
  };
  const deny = { ...allow, Effect: 'Deny' };

  test.each([
    ['allow', async () => answerWith(sound), 'ada'],
    ['deny', async () => answerWith({ ...sound, Statement: [deny] }), 'ada'],
    ['unauthorized', () => Promise.reject(new InvocationError('thrown', 'Unauthorized')), undefined],
    ['failed', () => Promise.reject(new InvocationError('thrown', 'a fault')), undefined],
    ['failed', async () => answerWith(null), undefined],
  ])('of %s, once', async (outcome, answer, principalId) =>
    expect(await sees(undefined, 0, answer)).toEqual([[outcome, false, principalId]]),
  );

  test('whether the answer is a remembered one', async () => {
    const cache = createResultCache<never>();
    const answer = async () => answerWith(sound);
    expect(await sees(cache, 1000, answer)).toEqual([['allow', false, 'ada']]);
    expect(await sees(cache, 1000, answer)).toEqual([['allow', true, 'ada']]);
  });
});
