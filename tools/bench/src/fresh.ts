// Cold starts: the import of a module and its first call, each in a process that has done nothing before.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

export interface Start {
  /** The module, an absolute path; it exports a `handler`. */
  readonly module: string;
  readonly event: object;
  readonly variables?: Readonly<Record<string, string>>;
  /** So many calls after the first one tell what a warm call takes. */
  readonly warmCalls?: number;
}

export interface Started {
  /** Microseconds of processor time, of import and first call. */
  readonly cold: number;
  /** The same of the warm calls, their median. */
  readonly warm: number;
}

const SCRIPT = join(import.meta.dirname, 'fresh-process.mjs');

/** No compile cache, which a function does not have either. @throws Error for an answer that is not 200 */
export const startFresh = async ({ module, event, variables, warmCalls = 0 }: Start): Promise<Started> => {
  const env = {
    PATH: process.env['PATH'] ?? '',
    ...variables,
    MODULE: pathToFileURL(module).href,
    EVENT: JSON.stringify(event),
    WARM_CALLS: String(warmCalls),
  };
  const { stdout } = await promisify(execFile)(process.execPath, ['--disable-warning=DEP0040', SCRIPT], {
    env,
  });
  return JSON.parse(stdout.split('\n').at(-1) ?? '') as Started;
};
