// The command behind `npm run packages`: every published library as a tarball in dist/npm.
import { join, relative, resolve } from 'node:path';
import { buildAll } from './build-all.ts';

const workspace = resolve(import.meta.dirname, '../../..');

for (const { name, version, file } of await buildAll(workspace, join(workspace, 'dist/npm')))
  console.log(`${name} ${version}: ${relative(workspace, file)}`);
