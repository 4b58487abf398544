import { beforeAll, describe, expect, test } from '@jest/globals';
import type { AccessTokenClaims } from './claims.ts';
import { issueAccessToken } from './issue-access-token.ts';
import { secretKeyOf } from './secret-key.ts';
import { createSigner } from './signer.ts';
import type { Signer } from './signer.ts';
import { AUDIENCE, INPUT, ISSUER, makeKeySet, NOW, NOW_SECONDS, verifiersOf } from './testing/fixtures.ts';
import { verifyAccessToken } from './verify-access-token.ts';
import type { VerifyAccessTokenOptions } from './verify-access-token.ts';

let signer: Signer;
let options: VerifyAccessTokenOptions;
let good: AccessTokenClaims;

beforeAll(async () => {
  const set = await makeKeySet('ES256');
  signer = await createSigner(set);
  options = { keys: await verifiersOf(set), issuer: ISSUER, audience: AUDIENCE, now: NOW };
  good = (await issueAccessToken({ signer }, INPUT)).claims;
});

const verify = async (
  change: object = {},
  changedOptions: Partial<VerifyAccessTokenOptions> = {},
  typ = 'at+jwt',
): Promise<AccessTokenClaims> =>
  verifyAccessToken(await signer.sign({ typ }, { ...good, ...change }), { ...options, ...changedOptions });

const at = (seconds: number): Date => new Date(seconds * 1000);

describe('verifyAccessToken', () => {
  test("gives the contract's claims and nothing that came beside them", async () => {
    expect(await verify({ nbf: NOW_SECONDS, email: 'a@example.com', scope: 'x' })).toEqual(good);
  });

  test('gives an older token, without amr, an empty list', async () => {
    expect(await verify({ amr: undefined })).toEqual({ ...good, amr: [] });
  });

  test.each(['at+jwt', 'AT+JWT', 'application/at+jwt', 'Application/AT+jwt'])(
    'accepts typ %s',
    async (typ) => {
      expect(await verify({}, {}, typ)).toEqual(good);
    },
  );

  test.each(['JWT', 'application/jwt', 'at+jwt;charset=utf-8', ''])('refuses typ %j', async (typ) => {
    await expect(verify({}, {}, typ)).rejects.toThrow('type_refused: typ must be at+jwt');
  });

  test('says that it is the payload which is no JSON object', async () => {
    const token = await signer.sign({ typ: 'at+jwt' }, []);
    await expect(verifyAccessToken(token, options)).rejects.toThrow(
      'malformed: the payload must be a JSON object',
    );
  });

  test('has no tolerance for exp', async () => {
    const { exp } = good;
    expect(await verify({}, { now: new Date(exp * 1000 - 1) })).toEqual(good);
    await expect(verify({}, { now: at(exp) })).rejects.toThrow('expired: exp has passed');
    await expect(verify({}, { now: at(exp + 1) })).rejects.toMatchObject({ code: 'expired' });
  });

  test.each(['iat', 'nbf', 'auth_time'])('has five seconds of tolerance for %s', async (name) => {
    const now = at(NOW_SECONDS);
    const changed = (seconds: number) => verify({ [name]: NOW_SECONDS + seconds }, { now });
    expect(await changed(5)).toMatchObject({ sub: good.sub });
    await expect(changed(6)).rejects.toThrow('not_yet_valid: iat, nbf or auth_time lies in the future');
  });

  test('refuses when the time it is given is none', async () => {
    await expect(verify({}, { now: new Date(NaN) })).rejects.toMatchObject({ code: 'expired' });
  });

  test('refuses another issuer and another audience', async () => {
    await expect(verify({}, { issuer: 'https://other.example' })).rejects.toThrow(
      'issuer_refused: iss is not our issuer',
    );
    await expect(verify({}, { audience: 'other' })).rejects.toThrow(
      'audience_refused: aud is not our audience',
    );
  });

  test('asks for the client only where the caller names one', async () => {
    expect(await verify({ client_id: 'other' })).toMatchObject({ client_id: 'other' });
    expect(await verify({}, { clientId: 'gatehouse' })).toEqual(good);
    await expect(verify({ client_id: 'other' }, { clientId: 'gatehouse' })).rejects.toThrow(
      'audience_refused: client_id is not the expected client',
    );
  });

  test('accepts the algorithms that the caller names, and without names those of the keys', async () => {
    expect(await verify({}, { algorithms: ['ES256'] })).toEqual(good);
    await expect(verify({}, { algorithms: ['EdDSA', 'RS256', 'HS256'] })).rejects.toMatchObject({
      code: 'algorithm_refused',
    });
  });

  test('refuses an nbf that is no time', async () => {
    await expect(verify({ nbf: 'soon' })).rejects.toThrow(
      'claims_invalid: nbf must be a time in whole seconds',
    );
  });

  test('verifies under the shared secret, whose tokens name no key', async () => {
    const keys = secretKeyOf(Buffer.alloc(32, 'k'));
    const { token, claims } = await issueAccessToken({ signer: await createSigner(keys) }, INPUT);
    expect(await verifyAccessToken(token, { ...options, keys })).toEqual(claims);
    await expect(verifyAccessToken(token, options)).rejects.toMatchObject({ code: 'key_unknown' });
    await expect(
      verifyAccessToken(token, { ...options, keys: secretKeyOf(Buffer.alloc(32, 'j')) }),
    ).rejects.toMatchObject({ code: 'signature_invalid' });
  });
});
