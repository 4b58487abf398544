// Peers as one would deploy them: one minified file each, made by the bundler that makes ours.
import { join } from 'node:path';
import { build } from 'esbuild';
import { OUTPUT, PEERS } from './paths.ts';

/** What CommonJS in an ES module needs. */
export const REQUIRE = "import{createRequire as r}from'node:module';const require=r(import.meta.url);";

export interface PeerBundle {
  readonly name: string;
  /** A module whose `handler` is called; its imports are looked for in the peers' folder. */
  readonly source: string;
  /** Packages that stay beside the file. */
  readonly external?: readonly string[];
}

/** The path of the file. One with an external package lies where that package is found. */
export const bundlePeer = async ({ name, source, external = [] }: PeerBundle): Promise<string> => {
  const folder = external.length > 0 ? join(PEERS, 'node_modules/.bench') : join(OUTPUT, 'peers');
  const outfile = join(folder, `${name}.mjs`);
  await build({
    stdin: { contents: source, resolveDir: PEERS, sourcefile: `${name}.mjs` },
    ...{ outfile, bundle: true, minify: true, platform: 'node', target: 'node24', format: 'esm' },
    external: [...external],
    banner: { js: REQUIRE },
    logLevel: 'error',
  });
  return outfile;
};

/** The source of a handler that verifies the token of an authorizer's event, by one of the verifiers in the peers' folder. */
export const verifyingHandler = (verifier: string): string => `
import { createVerifier } from './verify/${verifier}.mjs';
const verify = await createVerifier(JSON.parse(process.env.BENCH_SETUP));
export const handler = async ({ authorizationToken }) => void (await verify(authorizationToken.slice(7)));
`;
