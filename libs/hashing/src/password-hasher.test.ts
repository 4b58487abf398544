import { argon2Sync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { hash as runArgon2 } from 'argon2';
import fc from 'fast-check';
import { createGate, createPasswordHasher, parsePeppers, type PasswordHasher, type Pepper } from './index.ts';
import { formatPhc, parsePhc } from './phc.ts';

const CHEAP = { memoryKiB: 64, passes: 1, lanes: 1 };
const V1: Pepper = { version: 'v1', secret: Buffer.alloc(32, 1) };
const V2: Pepper = { version: 'v2', secret: Buffer.alloc(32, 2) };

const cheap = createPasswordHasher(CHEAP);
const withPeppers = (...peppers: Pepper[]): PasswordHasher => createPasswordHasher({ ...CHEAP, peppers });

describe('known answers', () => {
  test.each([
    ['$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'],
    ['$argon2i$v=19$m=65536,t=2,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b+dWRWJTmaaJObG'],
  ])('the reference implementation\'s hash of "password" verifies: %s', async (phc) => {
    expect(await cheap.verify('password', phc)).toBe(true);
    expect(await cheap.verify('Password', phc)).toBe(false);
  });

  test("the contract's parameters are written into the hash, and another implementation computes the same", async () => {
    const hasher = createPasswordHasher({ memoryKiB: 19_456, passes: 2, lanes: 1, peppers: [V2, V1] });
    const phc = await hasher.hash('correct horse battery staple');
    expect(phc).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1,keyid=djI\$[\w+/]{22}\$[\w+/]{43}$/);
    const { salt, tag } = parsePhc(phc);
    const expected = argon2Sync('argon2id', {
      message: 'correct horse battery staple',
      nonce: salt,
      memory: 19_456,
      passes: 2,
      parallelism: 1,
      tagLength: 32,
      secret: V2.secret,
    });
    expect(tag.equals(expected)).toBe(true);
    expect(await hasher.verify('correct horse battery staple', phc)).toBe(true);
  });
});

describe('a hash', () => {
  test('verifies its own password and no other', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme' }),
        async (one, other) => {
          const phc = await cheap.hash(one);
          expect(await cheap.verify(one, phc)).toBe(true);
          expect(await cheap.verify(other, phc)).toBe(one === other);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('has a salt of its own', async () => {
    const [one, other] = await Promise.all([cheap.hash('same'), cheap.hash('same')]);
    expect(one).not.toBe(other);
  });

  test.each([
    [' password', 'password'],
    ['password\n', 'password'],
    ['caf\u00e9', 'cafe\u0301'],
    ['\ufb01sh', 'fish'],
    ['pass\0word', 'pass'],
    [`${'p'.repeat(1023)}x`, 'p'.repeat(1023)],
  ])('%# takes the password as it is received', async (one, other) => {
    const phc = await cheap.hash(one);
    expect(await cheap.verify(one, phc)).toBe(true);
    expect(await cheap.verify(other, phc)).toBe(false);
  });

  test('is made of Unicode text alone, so that no other text verifies', async () => {
    await expect(cheap.hash('\ud800')).rejects.toMatchObject({ code: 'malformed_password' });
    expect(await cheap.verify('\ud800', await cheap.hash('\ufffd'))).toBe(false);
  });

  test('of the empty password is one too; whether it may be chosen is asked elsewhere', async () => {
    expect(await cheap.verify('', await cheap.hash(''))).toBe(true);
  });
});

describe('a foreign hash', () => {
  const [SALT, TAG] = ['c29tZXNhbHQ', 'CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'];

  test.each([
    ['a huge memory', `$argon2id$v=19$m=4294967295,t=1,p=1$${SALT}$${TAG}`, 'unsupported_hash'],
    ['more memory than the bound', `$argon2id$v=19$m=262145,t=1,p=1$${SALT}$${TAG}`, 'unsupported_hash'],
    ['many passes', `$argon2id$v=19$m=65536,t=17,p=1$${SALT}$${TAG}`, 'unsupported_hash'],
    ['many cheap passes', `$argon2id$v=19$m=8,t=10001,p=1$${SALT}$${TAG}`, 'unsupported_hash'],
    ['many lanes', `$argon2id$v=19$m=65536,t=1,p=17$${SALT}$${TAG}`, 'unsupported_hash'],
    ['less memory than its lanes need', `$argon2id$v=19$m=15,t=1,p=2$${SALT}$${TAG}`, 'unsupported_hash'],
    ['a long salt', `$argon2id$v=19$m=64,t=1,p=1$${'A'.repeat(88)}$${TAG}`, 'unsupported_hash'],
    ['a short salt', `$argon2id$v=19$m=64,t=1,p=1$c29tZQ$${TAG}`, 'unsupported_hash'],
    ['a short tag', `$argon2id$v=19$m=64,t=1,p=1$${SALT}$c29tZQ`, 'unsupported_hash'],
    ['a tag of a megabyte', `$argon2id$v=19$m=64,t=1,p=1$${SALT}$${'A'.repeat(1 << 20)}`, 'unsupported_hash'],
    ['another algorithm', `$argon2$v=19$m=64,t=1,p=1$${SALT}$${TAG}`, 'unsupported_hash'],
    ['another version', `$argon2id$v=17$m=64,t=1,p=1$${SALT}$${TAG}`, 'unsupported_hash'],
    ['a version that is no number', `$argon2id$v=1x$m=64,t=1,p=1$${SALT}$${TAG}`, 'malformed_hash'],
    ['a name that every object has', `$constructor$v=19$m=64,t=1,p=1$${SALT}$${TAG}`, 'unsupported_hash'],
    ['an unknown keyid', `$argon2id$v=19$m=64,t=1,p=1,keyid=djE$${SALT}$${TAG}`, 'unknown_pepper'],
    ['a kind that nobody wrote a form for', '$1$somesalt$N4ZUE4yl2p6xOAsXhx6nG1', 'malformed_hash'],
    ['nothing', '', 'malformed_hash'],
    ['a negative memory', `$argon2id$v=19$m=-64,t=1,p=1$${SALT}$${TAG}`, 'malformed_hash'],
    ['no passes', `$argon2id$v=19$m=64,t=0,p=1$${SALT}$${TAG}`, 'malformed_hash'],
    ['a parameter twice', `$argon2id$v=19$m=64,t=1,p=1,m=64$${SALT}$${TAG}`, 'malformed_hash'],
    ['a parameter missing', `$argon2id$v=19$m=64,t=1$${SALT}$${TAG}`, 'malformed_hash'],
    ['associated data', `$argon2id$v=19$m=64,t=1,p=1,data=AAAA$${SALT}$${TAG}`, 'unsupported_hash'],
    ['padding', `$argon2id$v=19$m=64,t=1,p=1$${SALT}=$${TAG}`, 'malformed_hash'],
    [
      'base64 that is not canonical',
      `$argon2id$v=19$m=64,t=1,p=1$${SALT}$${TAG.slice(0, -1)}d`,
      'malformed_hash',
    ],
    ['something behind it', `$argon2id$v=19$m=64,t=1,p=1$${SALT}$${TAG}\n`, 'malformed_hash'],
  ])('with %s is refused without work, and is no wrong password', async (_, phc, code) => {
    const idle = createPasswordHasher({ ...CHEAP, gate: { run: () => Promise.reject(new Error('worked')) } });
    await expect(idle.verify('password', phc)).rejects.toMatchObject({ name: 'HashError', code });
  });

  test('shows in no message', async () => {
    await expect(cheap.verify('hunter2', `$argon2x$v=19$m=64,t=1,p=1$${SALT}$${TAG}`)).rejects.toThrow(
      'the algorithm of the password hash is not supported',
    );
  });

  test('of the argon2 package, which orders the parameters in its own way, verifies', async () => {
    const phc = await runArgon2('password', { memoryCost: 64, timeCost: 1, parallelism: 1 });
    expect(phc).toContain('$m=64,p=1,t=1$');
    expect([await cheap.verify('password', phc), cheap.needsRehash(phc)]).toEqual([true, false]);
  });
});

describe('rehashing', () => {
  test('is not needed for a new hash', async () => {
    expect(cheap.needsRehash(await cheap.hash('password'))).toBe(false);
    const peppered = withPeppers(V2, V1);
    expect(peppered.needsRehash(await peppered.hash('password'))).toBe(false);
  });

  test.each([
    ['is needed', 'weaker', { memoryKiB: 32 }, true],
    ['is needed', 'weaker, with more passes', { memoryKiB: 16, passes: 3 }, true],
    ['is not needed', 'stronger', { memoryKiB: 128 }, false],
    ['is not needed', 'stronger', { passes: 2 }, false],
    ['is not needed', 'neither: less memory, more work', { memoryKiB: 32, passes: 9 }, false],
    ['is not needed', 'as strong, with other lanes', { lanes: 2 }, false],
  ])('%s for parameters that are %s: %j', async (_needed, _how, other, needed) => {
    const phc = await createPasswordHasher({ ...CHEAP, ...other }).hash('password');
    expect(await cheap.verify('password', phc)).toBe(true);
    expect(cheap.needsRehash(phc)).toBe(needed);
  });

  test.each([
    ['stronger', { memoryKiB: 128, passes: 3, lanes: 2 }, 'm=128,t=3,p=2'],
    ['neither stronger nor weaker', { memoryKiB: 32, passes: 9 }, 'm=32,t=9,p=1'],
    ['weaker', { memoryKiB: 32 }, 'm=64,t=1,p=1'],
    ['as strong', { lanes: 2 }, 'm=64,t=1,p=1'],
  ])('for another pepper leaves no weaker hash than the old one, which was %s', async (_how, old, left) => {
    const phc = await createPasswordHasher({ ...CHEAP, ...old, peppers: [V1] }).hash('password');
    const rotated = withPeppers(V2, V1);
    expect(rotated.needsRehash(phc)).toBe(true);
    const fresh = await rotated.rehash('password', phc);
    expect(fresh).toContain(`$${left},keyid=djI$`);
    expect([await rotated.verify('password', fresh), rotated.needsRehash(fresh)]).toEqual([true, false]);
  });

  test('never ends with a weaker hash, whatever the old one was', () => {
    const memory = fc.constantFrom(16, 32, 64, 128, 256);
    const passes = fc.integer({ min: 1, max: 6 });
    return fc.assert(
      fc.asyncProperty(memory, passes, memory, passes, async (memoryKiB, own, oldMemoryKiB, old) => {
        const hasher = createPasswordHasher({ memoryKiB, passes: own, lanes: 1 });
        const before = await createPasswordHasher({ memoryKiB: oldMemoryKiB, passes: old, lanes: 1 }).hash(
          'p',
        );
        const after = parsePhc(await hasher.rehash('p', before));
        expect(after.memoryKiB).toBeGreaterThanOrEqual(oldMemoryKiB);
        expect(after.memoryKiB * after.passes).toBeGreaterThanOrEqual(oldMemoryKiB * old);
        expect(hasher.needsRehash(formatPhc(after))).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  test('takes Unicode text alone', async () => {
    await expect(cheap.rehash('\ud800', await cheap.hash('password'))).rejects.toMatchObject({
      code: 'malformed_password',
    });
  });

  test('is needed for imported hashes', () => {
    const TAG = 'CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    const SALT = 'c29tZXNhbHRzb21lc2FsdA';
    expect(cheap.needsRehash(`$argon2id$v=19$m=64,t=1,p=1$${SALT}$${TAG}`)).toBe(false);
    expect(cheap.needsRehash(`$argon2i$v=19$m=64,t=1,p=1$${SALT}$${TAG}`)).toBe(true);
    expect(cheap.needsRehash(`$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$${TAG}`)).toBe(true);
    expect(cheap.needsRehash(`$argon2id$v=19$m=64,t=1,p=1$${SALT}$${TAG.slice(0, 32)}`)).toBe(true);
  });

  test('is needed when peppers come, change and go', async () => {
    const bare = await cheap.hash('password');
    const old = await withPeppers(V1).hash('password');
    const rotated = withPeppers(V2, V1);
    expect(await rotated.verify('password', bare)).toBe(true);
    expect(await rotated.verify('password', old)).toBe(true);
    expect([rotated.needsRehash(bare), rotated.needsRehash(old)]).toEqual([true, true]);
    expect(cheap.needsRehash(old)).toBe(true);
    expect(await rotated.hash('password')).toContain(',keyid=djI$');
  });

  test('of a malformed hash is no question', () => {
    expect(() => cheap.needsRehash('x')).toThrow('not the form of its kind');
  });
});

describe('a pepper', () => {
  test('is part of what is verified', async () => {
    const phc = await withPeppers(V1).hash('password');
    const sameName = { ...V1, secret: V2.secret };
    expect(await withPeppers(sameName).verify('password', phc)).toBe(false);
    await expect(withPeppers(V2).verify('password', phc)).rejects.toMatchObject({ code: 'unknown_pepper' });
    await expect(cheap.verify('password', phc)).rejects.toMatchObject({ code: 'unknown_pepper' });
  });
});

describe('an account that is not there', () => {
  test('costs one hash of the same parameters, and the answer is no', async () => {
    const runs: number[] = [];
    const counting = { run: <T>(work: () => Promise<T>): Promise<T> => (runs.push(1), work()) };
    const hasher = createPasswordHasher({ ...CHEAP, peppers: [V1], gate: counting });
    expect(await hasher.verifyNothing('password')).toBe(false);
    expect(await hasher.verifyNothing('\ud800')).toBe(false);
    expect(runs).toHaveLength(2);
    await hasher.verify('password', await hasher.hash('password'));
    expect(runs).toHaveLength(4);
  });
});

describe('a hasher', () => {
  test('that made hashes it would refuse itself is not made', () => {
    expect(() => createPasswordHasher({ ...CHEAP, memoryKiB: 300_000 })).toThrow('the memoryKiB');
    expect(() => createPasswordHasher({ ...CHEAP, passes: 0 })).toThrow('not the form of its kind');
  });

  test('hashes no more at a time than its gate lets through', async () => {
    let running = 0;
    let most = 0;
    const inner = createGate({ width: 2, maxWaitMs: 60_000 });
    const gate = {
      run: <T>(work: () => Promise<T>): Promise<T> =>
        inner.run(async () => {
          most = Math.max(most, (running += 1));
          return work().finally(() => (running -= 1));
        }),
    };
    const hasher = createPasswordHasher({ ...CHEAP, gate });
    await Promise.all(Array.from({ length: 8 }, () => hasher.hash('password')));
    expect(most).toBe(2);
  });
});

test('the example of the README works, and is shown there', async () => {
  const hasher = createPasswordHasher({
    memoryKiB: 19_456,
    passes: 2,
    lanes: 1,
    peppers: parsePeppers('v1:bm90IGEgc2VjcmV0LCBpdCBpcyBpbiB0aGUgUkVBRE1F'),
  });
  const phc = await hasher.hash('correct horse battery staple');
  const matches = await hasher.verify('correct horse battery staple', phc);
  const outdated = matches && hasher.needsRehash(phc);
  expect([matches, outdated]).toEqual([true, false]);

  const squeeze = (code: string): string => code.replace(/\s+/g, '');
  const here = squeeze(await readFile(new URL(import.meta.url), 'utf8'));
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const example = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
  for (const part of example.replace(/^import [^;]*;/gm, '').split('\n\n'))
    expect(here).toContain(squeeze(part));
});
