// How the apps read their environment: the schemas of `apps/NAME/src/config.ts`, and of a second entry beside it.
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Reads an environment by a schema. Throws `ConfigurationError` with what breaks a rule. */
export type ReadSchema = (env: Readonly<Record<string, string>>) => Readonly<Record<string, unknown>>;

/** One schema of an app, by the name of the app's folder. */
export interface AppSchema {
  readonly app: string;
  readonly read: ReadSchema;
}

/** Every schema of these apps below `root`: what their `config.ts` files export as `read…Config`. */
export const loadSchemas = async (root: string, apps: readonly string[]): Promise<readonly AppSchema[]> => {
  const schemas: AppSchema[] = [];
  // One after another, as stacks are loaded.
  for (const app of apps)
    for (const file of globSync('{config,*.config}.ts', { cwd: join(root, 'apps', app, 'src') }).sort())
      schemas.push(...(await schemasIn(app, join(root, 'apps', app, 'src', file))));
  return schemas;
};

const schemasIn = async (app: string, file: string): Promise<readonly AppSchema[]> => {
  const module = (await import(pathToFileURL(file).href)) as Readonly<Record<string, ReadSchema>>;
  return Object.entries(module)
    .filter(([name]) => /^read\w*Config$/.test(name))
    .map(([, read]) => ({ app, read }));
};
