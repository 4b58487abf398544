// Brings argon2's native file for the function's architecture into the bundle, in place of node-gyp-build's search of a
// folder that no zip has. The argon2 package carries the files of all platforms; Lambda is Linux with glibc.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { PackagingError } from '../packaging-error.ts';

export const ARCHITECTURES = ['arm64', 'x64'] as const;

/** `x64` is what Lambda's `Architectures` calls `x86_64`. */
export type Architecture = (typeof ARCHITECTURES)[number];

/** The file becomes an output of the bundle that loads it, and of no other. */
export const nativeArgon2 = (architecture: Architecture): Plugin => ({
  name: 'native-argon2',
  setup(build) {
    build.onResolve({ filter: /^node-gyp-build$/ }, ({ path, resolveDir }) => ({
      path,
      namespace: 'native-argon2',
      pluginData: resolveDir,
    }));
    build.onLoad({ filter: /.*/, namespace: 'native-argon2' }, ({ pluginData: folder }) => ({
      // Called with the folder of the module that asks, which in a bundle is that of the file too.
      contents: `const file = require('${prebuiltFile(folder as string, architecture)}');
        const { createRequire } = process.getBuiltinModule('node:module');
        module.exports = (folder) => createRequire(folder + '/')(file);`,
      loader: 'js',
      resolveDir: folder as string,
    }));
  },
});

const prebuiltFile = (folder: string, architecture: Architecture): string => {
  const prebuilds = `prebuilds/linux-${architecture}`;
  const files = readdirSync(join(folder, prebuilds)).filter((file) => file.endsWith('.glibc.node'));
  if (files.length !== 1) throw new PackagingError(`${folder}/${prebuilds} has not one file for glibc`);
  return `./${prebuilds}/${files[0]}`;
};
