import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createAwsResolver } from './aws.ts';
import type { Environment } from './place.ts';
import type { Reference } from './reference.ts';
import { createReferenceProvider } from './reference-provider.ts';
import { awsOnDemand } from './resolvers.ts';

// A stand-in of both services over real HTTP. Each test queues what it answers; the last answer repeats.
interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly silent?: boolean;
}
interface Seen {
  readonly headers: IncomingMessage['headers'];
  readonly input: unknown;
}

let answers: Answer[] = [];
let seen: Seen[] = [];
let server: Server;
let env: Environment;

const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  seen.push({ headers: request.headers, input: await json(request) });
  const next = answers.length > 1 ? answers.shift() : answers[0];
  if (next === undefined || next.silent === true) return;
  response.writeHead(next.status, { 'content-type': 'application/x-amz-json-1.1', location: '/elsewhere' });
  response.end(typeof next.body === 'string' ? next.body : JSON.stringify(next.body));
};

beforeAll(async () => {
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  env = {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'never-sent',
    AWS_SESSION_TOKEN: 'session-token',
    AWS_ENDPOINT_URL_SSM: url,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: url,
  };
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});
beforeEach(() => {
  answers = [];
  seen = [];
});

const create = (overrides: Environment = {}): ReturnType<typeof createAwsResolver> =>
  createAwsResolver({ env: { ...env, ...overrides }, timeoutMs: 1000, backoffMs: 1 });

const NAME = 'KEYS (ssm:/keys)';
const found: Answer = { status: 200, body: { Parameter: { Name: '/keys', Value: 'the value' } } };
const throttled: Answer = { status: 400, body: { __type: 'com.amazonaws.ssm#ThrottlingException' } };

describe('a parameter', () => {
  test('is asked for with decryption, in a signed request of its region and service', async () => {
    answers = [found];
    expect(await create().ssm('/keys', NAME)).toBe('the value');
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      input: { Name: '/keys', WithDecryption: true },
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AmazonSSM.GetParameter',
        'x-amz-security-token': 'session-token',
      },
    });
    expect(seen[0]?.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/ssm\/aws4_request, SignedHeaders=.*x-amz-target.*, Signature=[0-9a-f]{64}$/,
    );
    expect(JSON.stringify(seen)).not.toContain('never-sent');
  });
});

describe('a secret', () => {
  test('is asked for by its name', async () => {
    answers = [{ status: 200, body: { Name: 'keys', SecretString: 'the value' } }];
    expect(await create().secretsManager('keys', NAME)).toBe('the value');
    expect(seen[0]).toMatchObject({
      input: { SecretId: 'keys' },
      headers: { 'x-amz-target': 'secretsmanager.GetSecretValue' },
    });
    expect(seen[0]?.headers.authorization).toContain('/secretsmanager/aws4_request');
  });

  test('a binary one is none', async () => {
    answers = [{ status: 200, body: { SecretBinary: 'AAAA' } }];
    await expect(create().secretsManager('keys', NAME)).rejects.toMatchObject({
      reason: 'malformed',
      message: `${NAME}: AWS answered without SecretString`,
    });
  });

  test('one endpoint variable serves both services', async () => {
    answers = [{ status: 200, body: { SecretString: 'the value' } }];
    const resolver = create({
      AWS_ENDPOINT_URL_SECRETS_MANAGER: '',
      AWS_ENDPOINT_URL: env['AWS_ENDPOINT_URL_SSM'],
    });
    expect(await resolver.secretsManager('keys', NAME)).toBe('the value');
  });
});

describe('a failure', () => {
  test.each([
    [400, 'AccessDeniedException', 'denied', 'AWS refuses (AccessDeniedException)'],
    [400, 'UnrecognizedClientException', 'denied', 'AWS refuses (UnrecognizedClientException)'],
    [403, '', 'denied', 'AWS refuses (status 403)'],
    [400, 'ParameterNotFound', 'missing', 'AWS knows no such value (ParameterNotFound)'],
    [
      400,
      'com.amazonaws.secretsmanager#ResourceNotFoundException',
      'missing',
      'AWS knows no such value (ResourceNotFoundException)',
    ],
  ])('%d %s is final: %s', async (status, type, reason, message) => {
    answers = [{ status, body: { __type: type, message: 'the value' } }];
    await expect(create().ssm('/keys', NAME)).rejects.toMatchObject({
      reason,
      message: `${NAME}: ${message}`,
    });
    expect(seen).toHaveLength(1);
  });

  test.each([
    ['throttling', throttled, 'throttled', 'AWS throttles (ThrottlingException)'],
    ['too many requests', { status: 429, body: '' }, 'throttled', 'AWS throttles (status 429)'],
    ['a fault', { status: 500, body: '<html>' }, 'unavailable', 'AWS fails (status 500)'],
  ])('%s is tried three times', async (_, failure, reason, message) => {
    answers = [failure];
    await expect(create().ssm('/keys', NAME)).rejects.toMatchObject({
      reason,
      message: `${NAME}: ${message}`,
    });
    expect(seen).toHaveLength(3);
  });

  test('a throttled call that then succeeds gives the value', async () => {
    answers = [throttled, throttled, found];
    expect(await create().ssm('/keys', NAME)).toBe('the value');
    expect(seen).toHaveLength(3);
  });

  test('silence is cut off', async () => {
    answers = [{ status: 0, body: '', silent: true }];
    const resolver = createAwsResolver({ env, attempts: 2, timeoutMs: 50, backoffMs: 1 });
    await expect(resolver.ssm('/keys', NAME)).rejects.toMatchObject({
      reason: 'slow',
      message: `${NAME}: AWS did not answer in time`,
    });
    expect(seen).toHaveLength(2);
  });

  test('silence is cut off for all attempts together, too', async () => {
    answers = [{ status: 0, body: '', silent: true }];
    const resolver = createAwsResolver({ env, timeoutMs: 60_000, withinMs: 50 });
    await expect(resolver.ssm('/keys', NAME)).rejects.toMatchObject({ reason: 'slow' });
    expect(seen.length).toBeLessThan(2);
  });

  test('a server that is not there is named as such', async () => {
    const resolver = create({ AWS_ENDPOINT_URL_SSM: 'http://127.0.0.1:1' });
    await expect(resolver.ssm('/keys', NAME)).rejects.toMatchObject({ reason: 'unavailable' });
  });

  test('an answer that is no JSON holds no value', async () => {
    answers = [{ status: 200, body: 'the value' }];
    const error: unknown = await create()
      .ssm('/keys', NAME)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ message: `${NAME}: AWS answered without Parameter.Value` });
  });

  test('a redirect is not followed', async () => {
    answers = [{ status: 302, body: '' }, found];
    const resolver = createAwsResolver({ env, attempts: 1 });
    await expect(resolver.ssm('/keys', NAME)).rejects.toMatchObject({ reason: 'unavailable' });
  });

  test.each(['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])(
    '%s has to be there',
    async (variable) => {
      await expect(create({ [variable]: undefined }).ssm('/keys', NAME)).rejects.toMatchObject({
        reason: 'denied',
        message: `${NAME}: ${variable} is not set, so AWS cannot be asked`,
      });
    },
  );
});

describe('a provider over AWS', () => {
  test('picks up a rotation without a restart, and outlives an outage', async () => {
    let nowMs = 0;
    const reference: Reference = { from: 'ssm', variable: 'KEYS', path: '/keys' };
    const provider = createReferenceProvider({
      reference,
      remote: awsOnDemand(env),
      parse: (text) => text,
      now: () => nowMs,
    });
    answers = [found];
    expect(await provider.current()).toBe('the value');
    answers = [{ status: 200, body: { Parameter: { Value: 'a new value' } } }];
    nowMs = 300_000;
    expect(await provider.current()).toBe('a new value');
    answers = [{ status: 400, body: { __type: 'AccessDeniedException' } }];
    nowMs = 600_000;
    expect(await provider.current()).toBe('a new value');
    expect(seen).toHaveLength(3);
  });
});
