// Modules that run in a process or a thread of their own: TypeScript in the workspace, JavaScript in the package.
import { extname } from 'node:path';

/** The module `name` beside the one at `url`, with the same ending. */
export const siblingOf = (url: string, name: string): URL => new URL(`${name}${extname(url)}`, url);
