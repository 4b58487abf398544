import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { addKey, generateKey } from '@gatehouse/jwt';
import { createAwsKeyStore } from './aws-key-store.ts';

const names = { secret: 'gatehouse/keys', parameter: '/gatehouse/jwks' };
let server: Server;
let env: Record<string, string>;
let secrets: Map<string, string>;
let parameters: Map<string, string>;
let calls: string[];

/** A stand-in for both services that keeps what it is given. */
const answer = (target: string, input: Record<string, string>): readonly [number, object] => {
  const { SecretId = '', Name = '', SecretString = '', Value = '' } = input;
  switch (target) {
    case 'secretsmanager.GetSecretValue':
      return secrets.has(SecretId) ? [200, { SecretString: secrets.get(SecretId) }] : missing;
    case 'secretsmanager.PutSecretValue':
      return secrets.has(SecretId) ? (secrets.set(SecretId, SecretString), [200, {}]) : missing;
    case 'secretsmanager.CreateSecret':
      secrets.set(Name, SecretString);
      return [200, {}];
    case 'AmazonSSM.PutParameter':
      parameters.set(Name, Value);
      return [200, {}];
    default:
      return [400, { __type: 'UnknownOperationException' }];
  }
};
const missing = [400, { __type: 'ResourceNotFoundException' }] as const;

beforeEach(async () => {
  secrets = new Map();
  parameters = new Map();
  calls = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const target = String(request.headers['x-amz-target']);
      calls.push(target);
      const [status, body] = answer(
        target,
        JSON.parse(Buffer.concat(chunks).toString()) as Record<string, string>,
      );
      response.writeHead(status).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  env = {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
  };
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

test('the private half goes to the secret, made when it is missing, and the public half to the parameter first', async () => {
  const store = createAwsKeyStore(env, names);
  expect(await store.load()).toBeNull();
  const set = addKey({ keys: [] }, await generateKey('ES256'), new Date(0));
  await store.save(set);
  expect(calls.slice(1)).toEqual([
    'AmazonSSM.PutParameter',
    'secretsmanager.PutSecretValue',
    'secretsmanager.CreateSecret',
  ]);
  expect(await store.load()).toEqual(set);
  expect(parameters.get(names.parameter)).not.toContain('"d"');
  await store.save(set);
  expect(calls.at(-1)).toBe('secretsmanager.PutSecretValue');
});

test('without credentials it says which variable is missing', async () => {
  const { AWS_ACCESS_KEY_ID: _, ...without } = env;
  await expect(createAwsKeyStore(without, names).load()).rejects.toThrow('AWS_ACCESS_KEY_ID is not set');
});
