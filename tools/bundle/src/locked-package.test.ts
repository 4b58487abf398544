// What the machine's own install leaves out, fetched by the real npm from a registry of the test's own.
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { lockedPackageFolder } from './locked-package.ts';

const NAME = '@native/of-another-platform';

let place: string;
let root: string;
let server: Server;
let tarball: Buffer;

/** The address of the test's registry; it has one package. */
const registry = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const integrityOf = (content: Buffer): string =>
  `sha512-${createHash('sha512').update(content).digest('base64')}`;

const packument = (): object => {
  const dist = { tarball: `${registry()}/file.tgz`, integrity: integrityOf(tarball) };
  const manifest = { name: NAME, version: '1.2.3', os: ['aix'], cpu: ['s390x'], dist };
  return { name: NAME, 'dist-tags': { latest: '1.2.3' }, versions: { '1.2.3': manifest } };
};

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'gatehouse-locked-'));
  const source = join(place, 'source');
  mkdirSync(source);
  writeFileSync(join(source, 'package.json'), JSON.stringify({ name: NAME, version: '1.2.3', os: ['aix'] }));
  writeFileSync(join(source, 'addon.node'), 'native');
  execFileSync('npm', ['pack', '--silent', '--pack-destination', place], { cwd: source });
  tarball = readFileSync(join(place, 'native-of-another-platform-1.2.3.tgz'));
  server = createServer(({ url }, response) =>
    response.end(url === '/file.tgz' ? tarball : JSON.stringify(packument())),
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => {
  server.close();
  rmSync(place, { recursive: true });
});

beforeEach(() => {
  root = mkdtempSync(join(place, 'root-'));
  writeFileSync(join(root, '.npmrc'), `registry=${registry()}\ncache=${join(place, 'cache')}\n`);
});

const lock = (integrity: string): void => {
  const packages = { [`node_modules/${NAME}`]: { version: '1.2.3', integrity } };
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages }));
};

test('a package for another platform is fetched into its place, once, and by two at once', async () => {
  lock(integrityOf(tarball));
  const both = await Promise.all([lockedPackageFolder(root, NAME), lockedPackageFolder(root, NAME)]);
  const folder = join(root, 'node_modules', NAME);
  expect(both).toEqual([folder, folder]);
  expect(readdirSync(folder).sort()).toEqual(['addon.node', 'package.json']);
  expect(readdirSync(join(root, 'node_modules/@native'))).toEqual(['of-another-platform']);
  writeFileSync(join(root, '.npmrc'), 'registry=http://127.0.0.1:1');
  expect(await lockedPackageFolder(root, NAME)).toBe(folder);
});

test.each([
  ['another digest than the lock says', () => lock(integrityOf(Buffer.from('other'))), 'than the lock says'],
  [
    'none in the lock',
    () => writeFileSync(join(root, 'package-lock.json'), '{"packages":{}}'),
    'is in no lock',
  ],
])('with %s is refused, and leaves nothing behind', async (_case, prepare, message) => {
  prepare();
  await expect(lockedPackageFolder(root, NAME)).rejects.toThrow(message);
  const scope = join(root, 'node_modules/@native');
  expect(existsSync(scope) ? readdirSync(scope) : []).toEqual([]);
});

test('that npm does not give is refused by its name and version', async () => {
  lock(integrityOf(tarball));
  writeFileSync(join(root, '.npmrc'), 'registry=http://127.0.0.1:1\nfetch-retries=0\n');
  await expect(lockedPackageFolder(root, NAME)).rejects.toThrow(`npm does not give ${NAME}@1.2.3`);
});
