// Takes AWS's client as ES modules, of which what nobody calls falls away, and leaves out what no function has: the credentials of
// a developer's machine, with the clients that fetch them, and streams of events, which DynamoDB does not answer with.
import { existsSync } from 'node:fs';
import type { OnResolveArgs, Plugin, PluginBuild } from 'esbuild';
import { versionAlone } from './version-alone.ts';

export const leanSdk = (): Plugin => ({
  name: NAME,
  setup(build) {
    build.onResolve({ filter: NEVER_IN_LAMBDA }, () => ({ path: 'nothing', namespace: NAME }));
    build.onLoad({ filter: /^nothing$/, namespace: NAME }, () => ({ contents: NOTHING, loader: 'js' }));
    build.onResolve({ filter: /^@(aws-sdk|smithy)\/[\w-]+$/ }, asEsModule(build));
    build.onLoad({ filter: /\/node_modules\/@aws-sdk\/[\w-]+\/package\.json$/ }, versionAlone);
  },
});

const NAME = 'lean-sdk';

/** A function has its credentials in its environment, or at an address of its container (SnapStart), where the chain looks first; it is no browser. */
const NEVER_IN_LAMBDA =
  /^@aws-sdk\/(credential-provider-(ini|login|process|sso|web-identity)|nested-clients\/.*|token-providers)$|^@smithy\/core\/event-streams$|^bowser$/;

/** A module of no names: what is called of it fails, and is the failure of that link of the chain. */
const NOTHING = 'module.exports = {};';

/** These packages name their ES modules in a way that esbuild does not follow for Node. Another that MongoDB's driver may ask is not there. */
const asEsModule =
  (build: PluginBuild) =>
  async ({ path, pluginData, ...from }: OnResolveArgs) => {
    if (pluginData === NAME || from.importer.includes('/mongodb/')) return undefined;
    const { resolveDir, importer, kind } = from;
    const found = await build.resolve(path, { resolveDir, importer, kind, pluginData: NAME });
    const esModule = found.path.replace('/dist-cjs/', '/dist-es/');
    return existsSync(esModule) ? { path: esModule, sideEffects: false } : found;
  };
