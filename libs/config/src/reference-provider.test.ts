import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Reference } from './reference.ts';
import { createReferenceProvider } from './reference-provider.ts';
import { createResolver, type RemoteResolver } from './resolvers.ts';

const noRemote: RemoteResolver = {
  ssm: () => Promise.reject(new Error('asked for a parameter')),
  secretsManager: () => Promise.reject(new Error('asked for a secret')),
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-config-'));
});
afterAll(() => rm(folder, { recursive: true }));

const replace = async (path: string, text: string): Promise<void> => {
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
};

describe('a value in place', () => {
  test('is parsed once', async () => {
    let parsed = 0;
    let nowMs = 0;
    const provider = createReferenceProvider({
      reference: { from: 'in-place', variable: 'SECRET_KEY', reveal: () => 'a' },
      remote: noRemote,
      parse: (text) => `${text}${(parsed += 1)}`,
      now: () => nowMs,
    });
    expect(await provider.current()).toBe('a1');
    nowMs = 1e12;
    expect(await provider.current()).toBe('a1');
  });
});

describe('a file', () => {
  const fileReference = (path: string): Reference => ({ from: 'file', variable: 'KEYS', path });

  test('is looked at each second, and an atomic replacement of the same size is seen', async () => {
    const path = join(folder, 'keys');
    let nowMs = 0;
    await writeFile(path, 'one\n');
    const provider = createReferenceProvider({
      reference: fileReference(path),
      remote: noRemote,
      parse: (text) => ({ text }),
      now: () => nowMs,
    });
    const first = await provider.current();
    expect(first).toEqual({ text: 'one' });
    nowMs = 1000;
    expect(await provider.current()).toBe(first);
    await replace(path, 'two\n');
    expect(await provider.current()).toBe(first);
    nowMs = 2000;
    expect(await provider.current()).toEqual({ text: 'two' });
  });

  test('one final newline is not part of the value', async () => {
    const path = join(folder, 'newlines');
    await writeFile(path, 'a\r\n\r\n');
    expect(await createResolver(fileReference(path), noRemote)()).toBe('a\r\n');
  });

  test('a change in place is seen', async () => {
    const path = join(folder, 'in-place');
    await writeFile(path, 'one');
    const resolve = createResolver(fileReference(path), noRemote);
    expect([await resolve(), await resolve()]).toEqual(['one', 'one']);
    await writeFile(path, 'three');
    expect(await resolve()).toBe('three');
  });

  test('one that is not there is missing, and named', async () => {
    const path = join(folder, 'nowhere');
    await expect(createResolver(fileReference(path), noRemote)()).rejects.toMatchObject({
      reason: 'missing',
      message: `KEYS (file:${path}): there is no such file`,
    });
  });

  test('a folder cannot be read', async () => {
    await expect(createResolver(fileReference(folder), noRemote)()).rejects.toMatchObject({
      reason: 'unavailable',
    });
  });
});

describe('a remote value', () => {
  test('is asked for by its own name', async () => {
    const remote: RemoteResolver = {
      ssm: async (path, name) => `ssm ${path} for ${name}`,
      secretsManager: async (id, name) => `secret ${id} for ${name}`,
    };
    const parameter: Reference = { from: 'ssm', variable: 'KEYS', path: '/k' };
    const secret: Reference = { from: 'secretsmanager', variable: 'KEYS', id: 'k' };
    expect(await createResolver(parameter, remote)()).toBe('ssm /k for KEYS (ssm:/k)');
    expect(await createResolver(secret, remote)()).toBe('secret k for KEYS (secretsmanager:k)');
  });
});
