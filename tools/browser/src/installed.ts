// What a test in a browser needs on this machine: Chromium itself, and what drives it.
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where both are, or what is missing, as a reason to leave tests out. */
export type Installed =
  | { readonly executable: string; readonly driver: string; readonly axe: string; readonly missing?: never }
  | { readonly missing: string };

const MODULES = join(import.meta.dirname, '../driver/node_modules');

/** Names of Chromium in the distributions. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Looks for Chromium where `CHROMIUM` says, or else on the PATH. */
export const findInstalled = (
  env: Readonly<Record<string, string | undefined>> = process.env,
  modules = MODULES,
): Installed => {
  const given = env['CHROMIUM'];
  const executable = given ?? onPath(env['PATH'] ?? '');
  if (given !== undefined && !isExecutable(given)) return { missing: `CHROMIUM: ${given} cannot be run` };
  if (executable === undefined) return { missing: 'there is no chromium on the PATH' };
  const [driver, axe] = [join(modules, 'playwright-core'), join(modules, 'axe-core/axe.min.js')];
  if (!existsSync(driver) || !existsSync(axe)) return { missing: 'npm run browser has not run' };
  return { executable, driver, axe };
};

const onPath = (path: string): string | undefined =>
  NAMES.flatMap((name) => path.split(delimiter).map((folder) => join(folder, name))).find(isExecutable);

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};
