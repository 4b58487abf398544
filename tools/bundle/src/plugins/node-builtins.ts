// Takes Node's own modules by process.getBuiltinModule. An import of one as an ES module reads each of its exports,
// those too that load something large when they are first read: node:http brings all of undici in that way.
import { createRequire, isBuiltin } from 'node:module';
import { relative } from 'node:path';
import type { OnLoadResult, OnResolveResult, Plugin } from 'esbuild';

/** Bundles then need no `require` either. `root` is the workspace's folder. */
export const nodeBuiltins = (root: string): Plugin => ({
  name: 'node-builtins',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path, kind, importer }) =>
      isBuiltin(path) ? resolveBuiltin(path, kind, relative(root, importer)) : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: IMPORTED }, ({ path }) => importedBuiltin(nameOf(path)));
    build.onLoad({ filter: /.*/, namespace: REQUIRED }, ({ path }) => requiredBuiltin(nameOf(path)));
  },
});

const IMPORTED = 'imported-builtin';
const REQUIRED = 'required-builtin';

/** Each importer has a copy of its own, a line that would else become a chunk between two others. */
const resolveBuiltin = (path: string, kind: string, importer: string): OnResolveResult => {
  const name = path.replace(/^node:/, '');
  if (kind === 'import-statement') return { path: `${name} of ${importer}`, namespace: IMPORTED };
  if (kind === 'require-call') return { path: name, namespace: REQUIRED };
  return { path: `node:${name}`, external: true };
};

const nameOf = (path: string): string => path.split(' ', 1)[0] ?? '';

/** Marked as pure, so that of all the names a bundle reads those alone that it uses. */
const importedBuiltin = (name: string): OnLoadResult => {
  const names = Object.keys(requireHere(`node:${name}`) as object).filter((key) => /^[A-Za-z]\w*$/.test(key));
  const exports = names.map(
    (key) => `const own_${key} = /* @__PURE__ */ (() => builtin.${key})(); export { own_${key} as ${key} };`,
  );
  const builtin = `const builtin = process.getBuiltinModule('node:${name}'); export default builtin;`;
  return { contents: [builtin, ...exports].join('\n'), loader: 'js' };
};

const requiredBuiltin = (name: string): OnLoadResult => ({
  contents: `module.exports = process.getBuiltinModule('node:${name}');`,
  loader: 'js',
});

const requireHere = createRequire(import.meta.url);
