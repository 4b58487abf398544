// Leaves out of the MongoDB driver what Node has already and what nobody reads; it is most of what a zip weighs.
import type { OnLoadResult, Plugin } from 'esbuild';
import { versionAlone } from './version-alone.ts';

/** Files kept in the database, and encryption before it, which needs a native package of its own: no store has either. */
const UNUSED =
  /\/node_modules\/mongodb\/lib\/(gridfs\/\w+|client-side-encryption\/(client_encryption|auto_encrypter))\.js$/;

export const leanDriver = (): Plugin => ({
  name: 'lean-driver',
  setup(build) {
    build.onResolve({ filter: /^whatwg-url$/ }, ({ path }) => ({ path, namespace: 'lean-driver' }));
    build.onLoad({ filter: /^whatwg-url$/, namespace: 'lean-driver' }, nodesOwnUrl);
    build.onLoad({ filter: /\/node_modules\/mongodb\/package\.json$/ }, versionAlone);
    build.onLoad({ filter: UNUSED }, () => ({ contents: 'module.exports = {};', loader: 'js' }));
  },
});

/** whatwg-url is the standard that Node has, a second time, with tables of international domain names. */
const nodesOwnUrl = (): OnLoadResult => ({
  contents: 'module.exports = { URL, URLSearchParams };',
  loader: 'js',
});
