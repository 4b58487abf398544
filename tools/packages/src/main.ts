// The command behind `npm run packages`: builds every published library and packs it into dist/npm.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildPackage } from './build.ts';
import { publishedOf, readLibraries } from './published.ts';

const workspace = resolve(import.meta.dirname, '../../..');
const target = join(workspace, 'dist/npm');

const pack = (folder: string): string =>
  execFileSync('npm', ['pack', '--silent', '--pack-destination', target], {
    cwd: folder,
    encoding: 'utf8',
  }).trim();

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const libraries = readLibraries(workspace);
for (const library of publishedOf(libraries)) {
  const folder = join(target, 'build', library.manifest.name);
  buildPackage(workspace, library, libraries, folder);
  console.log(`${library.manifest.name} ${library.manifest.version}: dist/npm/${pack(folder)}`);
}
rmSync(join(target, 'build'), { recursive: true });
