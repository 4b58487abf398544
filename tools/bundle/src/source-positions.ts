// From the positions in a function's stack traces to those in the sources, by the maps that were packaged beside its zip.
import { existsSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { join, normalize } from 'node:path';

/**
 * The text with each `…/login.mjs:1:234` that `folder`, an app's `.maps`, has a map for read as `apps/…/login.ts:5:6`.
 * What has no map stays as it is.
 */
export const toSourcePositions = (text: string, folder: string): string =>
  text.replaceAll(POSITION, (position, module: string, line: string, column: string) => {
    const file = join(folder, `${module}.map`);
    if (!existsSync(file)) return position;
    const map = new SourceMap(JSON.parse(readFileSync(file, 'utf8')) as SourceMapPayload);
    const found = map.findOrigin(Number(line), Number(column));
    return 'fileName' in found
      ? `${fromRoot(found.fileName)}:${found.lineNumber}:${found.columnNumber}`
      : position;
  });

/** With whatever stands before the name: `file:///var/task/` in Lambda. */
const POSITION = /(?:[\w.:/-]*\/)?([\w.-]+\.mjs):(\d+):(\d+)/g;

/** Maps name sources from two folders below the workspace's. */
const fromRoot = (source: string): string => normalize(join('dist/packages', source));
