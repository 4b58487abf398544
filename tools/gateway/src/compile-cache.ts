// Where compiled sources are kept between starts, one place for every start of a clone.
import { join, resolve } from 'node:path';

/** The folder that has `apps`, `libs` and `tools`. */
export const WORKSPACE = resolve(import.meta.dirname, '../../..');

/** Goes with the installed packages: `npm ci` empties it and fills it again. It can be deleted at any time. */
export const COMPILE_CACHE = join(WORKSPACE, 'node_modules/.cache/gatehouse');

/** How long after its boot a process writes what it compiled there: when its neighbours have most likely booted too. */
export const FLUSH_AFTER_MS = 500;
