// That the library verifies without its readers of certificates what it verifies with them, and nothing else.
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newChallenge } from '@gatehouse/passkeys';
import { createSoftwareAuthenticator } from '@gatehouse/passkeys/testing';
import * as whole from '@gatehouse/passkeys/webauthn';
import { build } from 'esbuild';
import fc from 'fast-check';
import { ROOT, temporaryFolder } from '../testing/unpacked-app.ts';
import { leanWebauthn } from './lean-webauthn.ts';

const PARTY = { id: 'example.com', origins: ['https://example.com'] };
const USER = { id: Buffer.from('ada').toString('base64url') };
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let lean: typeof whole;

beforeAll(async () => {
  folder = await temporaryFolder();
  const file = join(folder.path, 'webauthn.mjs');
  const { outputFiles, metafile, warnings } = await build({
    stdin: { contents: `export * from '@gatehouse/passkeys/webauthn';`, resolveDir: ROOT },
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    metafile: true,
    logLevel: 'silent',
    plugins: [leanWebauthn()],
  });
  expect(warnings).toEqual([]);
  expect(
    Object.keys(metafile.inputs).filter((path) => /peculiar|reflect-metadata|asn1js/.test(path)),
  ).toEqual([]);
  writeFileSync(file, outputFiles[0]?.contents ?? '');
  lean = (await import(pathToFileURL(file).href)) as typeof whole;
});

afterAll(() => folder.remove());

type Verified = Promise<{ readonly counter: number }>;

const isGood = (verified: Verified): Promise<boolean> =>
  verified.then(
    () => true,
    () => false,
  );

/** What both say of a passkey and of a use with another signature. */
const outcomes = async (verify: (library: typeof whole) => Verified) =>
  Promise.all([whole, lean].map((library) => isGood(verify(library))));

const passkeyOf = async (options: Partial<Parameters<typeof createSoftwareAuthenticator>[0]>) => {
  const authenticator = createSoftwareAuthenticator({ origin: 'https://example.com', ...options });
  const challenge = newChallenge(randomBytes);
  const credential = authenticator.create({ challenge, rp: PARTY, user: USER });
  return { authenticator, challenge, credential };
};

test.each([
  { algorithm: 'ES256' },
  { algorithm: 'EdDSA' },
  { algorithm: 'RS256' },
  { attestsItself: true },
  { attestsItself: true, algorithm: 'EdDSA' },
] as const)('a passkey of %j verifies by both, with 300 of its uses', async (options) => {
  const { authenticator, challenge, credential } = await passkeyOf(options);
  expect(await outcomes((library) => library.verifyCreation(PARTY, { credential, challenge }))).toEqual([
    true,
    true,
  ]);
  const passkey = await whole.verifyCreation(PARTY, { credential, challenge });
  for (let use = 0; use < 300; use += 1) {
    const used = authenticator.get({ challenge, rpId: PARTY.id });
    const input = { credential: used, challenge, accountId: 'ada', passkey, requireUserVerification: true };
    expect(await outcomes((library) => library.verifyAssertion(PARTY, input))).toEqual([true, true]);
  }
});

test('a signature that is damaged is good for neither; by no damage is one good for the smaller alone', async () => {
  const { authenticator, challenge, credential } = await passkeyOf({});
  const passkey = await whole.verifyCreation(PARTY, { credential, challenge });
  const used = authenticator.get({ challenge, rpId: PARTY.id });
  const bytes = Buffer.from(used.response.signature, 'base64url');
  const part = fc.tuple(fc.nat(bytes.length), fc.nat(3), fc.uint8Array({ maxLength: 3 }));
  await fc.assert(
    fc.asyncProperty(part, async ([at, removed, added]) => {
      const signature = Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)]);
      const response = { ...used.response, signature: signature.toString('base64url') };
      const input = { challenge, accountId: 'ada', passkey, requireUserVerification: true };
      const [byWhole, byLean] = await outcomes((library) =>
        library.verifyAssertion(PARTY, { ...input, credential: { ...used, response } }),
      );
      if (byLean) expect([signature.toString('hex'), byWhole]).toEqual([signature.toString('hex'), true]);
      if (byLean) expect(signature).toEqual(bytes);
    }),
    { numRuns: 1_000 },
  );
});
