import { beforeAll, describe, expect, test } from '@jest/globals';
import { issueAccessToken } from './issue-access-token.ts';
import { createSigner } from './signer.ts';
import type { Signer } from './signer.ts';
import { AUDIENCE, INPUT, ISSUER, makeKeySet, NOW, NOW_SECONDS, verifiersOf } from './testing/fixtures.ts';
import { verifyAccessToken } from './verify-access-token.ts';

const recorded: unknown[] = [];
const recorder: Signer = {
  alg: 'ES256',
  kid: 'a',
  sign: (header, claims) => {
    recorded.push({ header, claims });
    return Promise.resolve('signed');
  },
};

beforeAll(() => {
  recorded.length = 0;
});

describe('issueAccessToken', () => {
  test("signs the contract's claims and nothing else, times in whole seconds", async () => {
    const issued = await issueAccessToken({ signer: recorder }, INPUT);
    expect(issued).toEqual({
      token: 'signed',
      expiresIn: 300,
      claims: {
        iss: ISSUER,
        aud: AUDIENCE,
        sub: 'account-1',
        client_id: 'gatehouse',
        iat: NOW_SECONDS,
        exp: NOW_SECONDS + 300,
        jti: expect.stringMatching(/^[\w-]{27}$/),
        auth_time: NOW_SECONDS - 60,
        sid: 'session-1',
        roles: ['user'],
        amr: ['pwd'],
      },
    });
    expect(recorded).toEqual([{ header: { typ: 'at+jwt' }, claims: issued.claims }]);
  });

  test('gives every token an id of its own', async () => {
    const ids = await Promise.all(
      Array.from(
        { length: 50 },
        async () => (await issueAccessToken({ signer: recorder }, INPUT)).claims.jti,
      ),
    );
    expect(new Set(ids).size).toBe(50);
  });

  test('what it issues is accepted at once', async () => {
    const set = await makeKeySet('EdDSA');
    const { token, claims } = await issueAccessToken({ signer: await createSigner(set) }, INPUT);
    const options = { keys: await verifiersOf(set), issuer: ISSUER, audience: AUDIENCE, now: NOW };
    expect(await verifyAccessToken(token, options)).toEqual(claims);
  });

  test.each([
    [{ ttlSeconds: 0 }, 'ttlSeconds must be 1 or more'],
    [{ ttlSeconds: 1.5 }, 'ttlSeconds must be 1 or more'],
    [{ ttlSeconds: NaN }, 'ttlSeconds must be 1 or more'],
    [{ subject: 'a/b' }, 'claim sub must be an id of 1 to 128 letters, digits, - and _'],
    [{ issuer: '' }, 'claim iss must be a text of 1 to 512 characters'],
    [{ now: new Date(NaN) }, 'claim iat must be a time in whole seconds'],
    [{ roles: ['a b'] }, 'claim roles must be a list of at most 32 role names'],
  ])('makes no token of %j', async (change, message) => {
    await expect(issueAccessToken({ signer: recorder }, { ...INPUT, ...change })).rejects.toThrow(
      new RangeError(message),
    );
  });

  test('takes the shortest lifetime there is', async () => {
    const { expiresIn } = await issueAccessToken({ signer: recorder }, { ...INPUT, ttlSeconds: 1 });
    expect(expiresIn).toBe(1);
  });
});
