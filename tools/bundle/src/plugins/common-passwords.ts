// Puts the list of common passwords into a bundle as a plain file that the first new password reads: what hashing takes of the
// package, and not all that the package brings.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { OnLoadResult, Plugin } from 'esbuild';

/** A name in the package's folder, so that its licence is passed on with what is taken of it. */
const LIST = 'node_modules/@zxcvbn-ts/language-common/common-passwords.txt';

/** `root` is the workspace's folder. */
export const commonPasswords = (root: string): Plugin => ({
  name: 'common-passwords',
  setup(build) {
    build.onLoad({ filter: /\/new-password\/common-passwords\.ts$/, namespace: 'file' }, () => ({
      contents: MODULE,
      loader: 'js',
    }));
    build.onResolve({ filter: /^common-passwords:list$/ }, ({ importer }) => ({
      path: join(root, LIST),
      pluginData: importer,
    }));
    build.onLoad({ filter: /\/common-passwords\.txt$/, namespace: 'file' }, ({ pluginData: module }) =>
      listOf(module as string),
    );
  },
});

/** In the place of the module; the file lies beside every module of a zip. */
const MODULE = `import file from 'common-passwords:list';
  import { readFileSync } from 'node:fs';
  export const commonPasswords = new Set(readFileSync(new URL(file, import.meta.url), 'utf8').split('\\n'));`;

/** Sorted, so that it compresses well. */
const listOf = async (module: string): Promise<OnLoadResult> => {
  const { commonPasswords: words } = (await import(pathToFileURL(module).href)) as {
    readonly commonPasswords: ReadonlySet<string>;
  };
  return { contents: [...words].sort().join('\n'), loader: 'file' };
};
