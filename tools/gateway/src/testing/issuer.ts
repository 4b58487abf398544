// An issuer on this machine with a key of its own, for tests of JWT authorizers.
import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const toPart = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Serves a discovery document and a set of one RSA key, beside keys that are not for signing. */
export const startIssuer = async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' };
  const keys = [{ kty: 'OKP', crv: 'Ed25519', kid: 'other' }, jwk, { ...jwk, kid: 'wrapping', use: 'enc' }];
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    const isSet = request.url === '/keys';
    response.end(JSON.stringify(isSet ? { keys } : { issuer: url, jwks_uri: `${url}/keys` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const now = Math.floor(Date.now() / 1000);
  /** A token that is good but for what `claims` and `header` say. */
  const token = (claims: object = {}, header: object = {}): string => {
    const head = toPart({ alg: 'RS256', kid: 'one', typ: 'JWT', ...header });
    const payload = toPart({ iss: url, aud: 'orders', sub: 'ada', iat: now, exp: now + 600, ...claims });
    const signature = createSign('RSA-SHA256').update(`${head}.${payload}`).sign(privateKey);
    return `${head}.${payload}.${signature.toString('base64url')}`;
  };
  const dispose = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, token, now, asked: () => asked, [Symbol.asyncDispose]: dispose };
};
