import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { temporaryFolder } from '../../testing/folders.ts';
import { writePackage } from '../../testing/packages.ts';
import { unpack } from './unpack.ts';

const ELF_MACHINES: Readonly<Record<string, number>> = { x64: 62, arm64: 183 };

/** As much of a native file as says what it is for. */
const nativeFor = (architecture: string): Uint8Array => {
  const header = Buffer.alloc(64);
  header.writeUInt16LE(ELF_MACHINES[architecture] ?? 0, 18);
  return header;
};

const other = process.arch === 'x64' ? 'arm64' : 'x64';

test('a zip is unpacked into a new folder, with what it has and nothing else', async () => {
  await using folder = await temporaryFolder();
  await writePackage(folder.path, 'app', {
    'login.mjs': 'export {};',
    'data/words.txt': 'one',
    'hash.node': nativeFor(process.arch),
  });
  const unpacked = await unpack(join(folder.path, 'app.zip'));
  expect((await readdir(unpacked, { recursive: true })).sort()).toEqual(
    ['data', 'data/words.txt', 'hash.node', 'login.mjs'].sort(),
  );
  expect(await readFile(join(unpacked, 'data/words.txt'), 'utf8')).toBe('one');
  await rm(unpacked, { recursive: true });
});

test('a zip that is missing names the command that makes it', async () => {
  await expect(unpack('/nowhere/app.zip')).rejects.toThrow(
    `/nowhere/app.zip cannot be read; "npm run package -- --arch ${process.arch}" makes it`,
  );
});

test('a zip with a native file for another architecture is refused, naming the command that makes the right one', async () => {
  await using folder = await temporaryFolder();
  await writePackage(folder.path, 'app', { 'hash.node': nativeFor(other) });
  await expect(unpack(join(folder.path, 'app.zip'))).rejects.toThrow(
    `hash.node is for another architecture than ${process.arch}; "npm run package -- --arch ${process.arch}" makes`,
  );
});

test('a native file that is cut short is not for this machine', async () => {
  await using folder = await temporaryFolder();
  await writePackage(folder.path, 'app', { 'hash.node': new Uint8Array(3) });
  await expect(unpack(join(folder.path, 'app.zip'))).rejects.toThrow('another architecture');
});

test('a file that is no zip is refused', async () => {
  await using folder = await temporaryFolder();
  const file = await folder.write('app.zip', 'no zip at all');
  await expect(unpack(file)).rejects.toThrow(`${file}: invalid zip data`);
});

test('a place with modules in reach is refused, and left as it was', async () => {
  await using folder = await temporaryFolder();
  await writePackage(folder.path, 'app', { 'login.mjs': '' });
  await mkdir(join(folder.path, 'node_modules'));
  await mkdir(join(folder.path, 'place'));
  await writeFile(join(folder.path, 'place/note'), '');
  await expect(unpack(join(folder.path, 'app.zip'), join(folder.path, 'place'))).rejects.toThrow(
    `TMPDIR: ${folder.path}/node_modules is in reach`,
  );
  expect(await readdir(join(folder.path, 'place'))).toEqual(['note']);
});
