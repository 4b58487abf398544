import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { issueAccessToken } from './issue-access-token.ts';
import type { KeySource, VerificationKey } from './key-source.ts';
import { createSigner } from './signer.ts';
import { AUDIENCE, INPUT, ISSUER, makeKeySet, NOW, verifiersOf } from './testing/fixtures.ts';
import { TokenMemory } from './token-memory.ts';
import { verifyAccessToken } from './verify-access-token.ts';
import type { VerifyAccessTokenOptions } from './verify-access-token.ts';

type Change = Partial<VerifyAccessTokenOptions>;

let source: KeySource;
let tokens: readonly string[];
let verifications = 0;
/** The key that stands for each one, so that it stays the same object as long as it counts. */
let counting: Map<VerificationKey, VerificationKey>;

beforeAll(async () => {
  const set = await makeKeySet('ES256');
  source = await verifiersOf(set);
  const signer = await createSigner(set);
  const issue = async () => (await issueAccessToken({ signer }, INPUT)).token;
  tokens = await Promise.all(Array.from({ length: 12 }, issue));
});

beforeEach(() => {
  verifications = 0;
  counting = new Map();
});

const counted = (key: VerificationKey): VerificationKey => ({
  ...key,
  verifies: (...given) => ((verifications += 1), key.verifies(...given)),
});

const keys: KeySource = {
  find: async (kid) => {
    const key = await source.find(kid);
    if (key !== undefined && !counting.has(key)) counting.set(key, counted(key));
    return key && counting.get(key);
  },
};

const [first, later] = [NOW, new Date(NOW.getTime() + 60_000)];

const verifierWith = (memory: TokenMemory) => {
  const options = { keys, issuer: ISSUER, audience: AUDIENCE, clientId: INPUT.clientId, now: first, memory };
  return (change: Change = {}, token = tokens[0]!) => verifyAccessToken(token, { ...options, ...change });
};

describe('a token that was verified', () => {
  test('costs one verification, and no second one while it is good', async () => {
    const verify = verifierWith(new TokenMemory());
    const claims = await verify();
    expect(verifications).toBe(1);
    expect(await verify({ now: later })).toEqual(claims);
    expect(await verify({ algorithms: ['ES256'] })).toEqual(claims);
    expect(verifications).toBe(1);
  });

  test('costs one each time where there is no memory', async () => {
    const verify = verifierWith(new TokenMemory());
    for (let call = 0; call < 3; call += 1) await verify({ memory: undefined });
    expect(verifications).toBe(3);
  });

  test.each<[string, Change, string]>([
    ['its end', { now: new Date(NOW.getTime() + 300_000) }, 'expired'],
    [
      'its beginning, by a clock that was set back',
      { now: new Date(NOW.getTime() - 90_000) },
      'not_yet_valid',
    ],
    ['its issuer', { issuer: 'https://other.example' }, 'issuer_refused'],
    ['its audience', { audience: 'other' }, 'audience_refused'],
    ['its client', { clientId: 'other' }, 'audience_refused'],
    ['its algorithm', { algorithms: ['EdDSA'] }, 'algorithm_refused'],
    ['its key, which is gone', { keys: { find: () => undefined } }, 'key_unknown'],
  ])('is asked again for %s', async (_what, change, code) => {
    const verify = verifierWith(new TokenMemory());
    await verify();
    await expect(verify(change)).rejects.toMatchObject({ code });
    expect(await verify()).toMatchObject({ sub: INPUT.subject });
  });

  test('is forgotten with its key: another one under the same kid has to verify it', async () => {
    const verify = verifierWith(new TokenMemory());
    await verify();
    const stranger = await verifiersOf(await makeKeySet('ES256'));
    const replaced: KeySource = { find: (kid) => ({ ...stranger.keys[0]!, kid }) };
    await expect(verify({ keys: replaced })).rejects.toMatchObject({ code: 'signature_invalid' });
    counting.clear();
    await verify();
    expect(verifications).toBe(2);
  });

  test('gives claims that nobody can change for the next one', async () => {
    const verify = verifierWith(new TokenMemory());
    for (const claims of [await verify(), await verify()])
      for (const shared of [claims, claims.roles, claims.amr]) expect(Object.isFrozen(shared)).toBe(true);
  });

  test('does not vouch for another one with the same beginning', async () => {
    const verify = verifierWith(new TokenMemory());
    await verify();
    const [header, payload] = tokens[0]!.split('.');
    const forged = `${header}.${payload}.${tokens[1]!.split('.')[2]}`;
    await expect(verify({}, forged)).rejects.toMatchObject({ code: 'signature_invalid' });
  });
});

describe('the memory', () => {
  test('takes in no token that was refused', async () => {
    const verify = verifierWith(new TokenMemory());
    for (const change of [{ audience: 'other' }, { now: new Date(0) }, { clientId: 'other' }])
      await expect(verify(change)).rejects.toThrow();
    expect(verifications).toBe(3);
    await verify();
    expect(verifications).toBe(4);
  });

  test('is bounded: the ones that were seen last are remembered', async () => {
    const verify = verifierWith(new TokenMemory({ maxTokens: 4 }));
    for (const token of tokens) await verify({}, token);
    for (const token of tokens.slice(-2)) await verify({}, token);
    expect(verifications).toBe(12);
    await verify({}, tokens[0]);
    expect(verifications).toBe(13);
  });

  test('forgets after its own seconds, and when the clock was set back', async () => {
    const verify = verifierWith(new TokenMemory({ maxAgeSeconds: 10 }));
    const after = (ms: number): Date => new Date(NOW.getTime() + ms);
    for (const ms of [0, 9_999]) await verify({ now: after(ms) });
    expect(verifications).toBe(1);
    await verify({ now: after(10_000) });
    expect(verifications).toBe(2);
    await verify({ now: after(9_000) });
    expect(verifications).toBe(3);
  });

  test('remembers nothing for 0 seconds', async () => {
    const verify = verifierWith(new TokenMemory({ maxAgeSeconds: 0 }));
    for (let call = 0; call < 2; call += 1) await verify();
    expect(verifications).toBe(2);
  });

  test.each([null, 7, '', 'x'.repeat(10_000_000)])(
    'is not asked about what is no token: #%#',
    async (any) => {
      await expect(verifierWith(new TokenMemory())({}, any as never)).rejects.toMatchObject({
        code: 'malformed',
      });
    },
  );
});
