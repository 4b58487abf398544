import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import {
  addKey,
  createSigner,
  generateKey,
  issueAccessToken,
  parsePublicJwks,
  publicJwks,
  TokenError,
  verifyAccessToken,
} from './index.ts';

const example = async (): Promise<unknown> => {
  // example: start
  // The issuer: a private set, of which the first key signs.
  const keySet = addKey({ keys: [] }, await generateKey('ES256'), new Date());
  const signer = await createSigner(keySet);
  const { token } = await issueAccessToken(
    { signer },
    {
      issuer: 'https://id.example.com/auth',
      audience: 'orders',
      clientId: 'web',
      subject: 'account-1',
      sessionId: 'session-1',
      roles: ['user'],
      amr: ['pwd'],
      authTime: new Date(),
      now: new Date(),
      ttlSeconds: 300,
    },
  );

  // The verifier: the public set alone, read once at the start.
  const keys = await parsePublicJwks(JSON.stringify(publicJwks(keySet)));
  const verify = (text: string) =>
    verifyAccessToken(text, {
      keys,
      issuer: 'https://id.example.com/auth',
      audience: 'orders',
      now: new Date(),
    });

  const { sub, roles } = await verify(token);
  const refusal = await verify(`${token}x`).catch((error: unknown) => error);
  // example: end
  return { sub, roles, refusal };
};

test('the example of the README runs', async () => {
  const { refusal, ...claims } = (await example()) as { refusal: unknown };
  expect(claims).toEqual({ sub: 'account-1', roles: ['user'] });
  expect(refusal).toBeInstanceOf(TokenError);
});

test('the example of the README is the one that runs', () => {
  const source = readFileSync(import.meta.filename, 'utf8');
  const [, body = ''] = /\/\/ example: start\n([^]*?)\n +\/\/ example: end/.exec(source) ?? [];
  const readme = readFileSync(`${import.meta.dirname}/../README.md`, 'utf8');
  expect(body).not.toBe('');
  expect(readme).toContain(body.replaceAll(/^ {2}/gm, ''));
});
