// Brings argon2's native file for the function's architecture into the bundle, in place of the package's own search for the
// file of the machine that it runs on.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { OnResolveResult, Plugin } from 'esbuild';
import { lockedPackageFolder } from '../locked-package.ts';
import { PackagingError } from '../packaging-error.ts';

export const ARCHITECTURES = ['arm64', 'x64'] as const;

/** `x64` is what Lambda's `Architectures` calls `x86_64`. */
export type Architecture = (typeof ARCHITECTURES)[number];

/** The file becomes an output of the bundle that loads it, and of no other. `root` is the workspace's folder. */
export const nativeArgon2 = (root: string, architecture: Architecture): Plugin => ({
  name: 'native-argon2',
  setup(build) {
    build.onLoad({ filter: /\/node_modules\/@node-rs\/argon2\/index\.js$/ }, ({ path }) => ({
      contents: MODULE,
      loader: 'js',
      resolveDir: join(path, '..'),
    }));
    build.onResolve({ filter: /^native-argon2:file$/ }, () => nativeFile(root, architecture));
  },
});

/** In the place of the package's module; the file lies beside every module of a zip. */
const MODULE = `import file from 'native-argon2:file';
  const { createRequire } = process.getBuiltinModule('node:module');
  export const { hashRaw } = createRequire(import.meta.url)(file);`;

/** Each platform's file is a package of its own; Lambda is Linux with glibc. */
const nativeFile = async (root: string, architecture: Architecture): Promise<OnResolveResult> => {
  const folder = await lockedPackageFolder(root, `@node-rs/argon2-linux-${architecture}-gnu`);
  const files = readdirSync(folder).filter((file) => file.endsWith('.node'));
  if (files.length !== 1) throw new PackagingError(`${folder} has not one native file`);
  return { path: join(folder, files[0] ?? '') };
};
