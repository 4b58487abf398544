// The packages that Gatehouse is measured beside: installed once from a lock of their own, and loaded from there.
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PEERS } from './paths.ts';

const NODE_MODULES = join(PEERS, 'node_modules');

/** npm writes this file last, so one that is older than the lock is of another install. No install script is needed. */
export const installPeers = (): void => {
  const isInstalled =
    writtenAt(join(NODE_MODULES, '.package-lock.json')) >= writtenAt(join(PEERS, 'package-lock.json'));
  if (isInstalled) return;
  process.stderr.write('installing the peers (tools/bench/peers): about half a minute\n');
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts'], { cwd: PEERS, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('npm ci failed in tools/bench/peers');
};

const writtenAt = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** A module of the peers' folder, by its path there, or a package. */
export const loadPeerFile = async <Face>(path: string): Promise<Face> =>
  (await import(pathToFileURL(join(PEERS, path)).href)) as Face;

export const loadPackage = async <Face>(name: string): Promise<Face> => {
  const { load } = await loadPeerFile<{ readonly load: (name: string) => Promise<Face> }>('load.mjs');
  return load(name);
};

/** `name version` of each, as installed. */
export const versionsOf = (packages: readonly string[]): readonly string[] =>
  packages.map((name) => {
    const manifest = readFileSync(join(NODE_MODULES, name, 'package.json'), 'utf8');
    const { name: real, version } = JSON.parse(manifest) as {
      readonly name: string;
      readonly version: string;
    };
    return `${real} ${version}`;
  });
