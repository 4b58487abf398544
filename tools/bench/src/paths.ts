// Where things lie: the workspace, the peers, and what the bench makes.
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../../..');
export const BENCH = join(ROOT, 'tools/bench');
export const PEERS = join(BENCH, 'peers');
export const OUTPUT = join(ROOT, 'dist/bench');

/** The unpacked zip of an app. */
export const appFolder = (app: string): string => join(OUTPUT, 'apps', app);
