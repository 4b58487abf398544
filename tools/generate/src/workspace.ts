// Everything that files are derived from: the stack of every app, the APIs that the stacks are of, and what the apps read of their environment.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Api } from '@gatehouse/contract';
import type { ApiStack, AuthorizerStack } from '@gatehouse/contract/stack';
import { GenerationError } from './generation-error.ts';
import { loadSchemas, type AppSchema } from './load-schemas.ts';

/** An app, by the name of its folder. */
export interface App<Stack = ApiStack | AuthorizerStack> {
  readonly name: string;
  readonly stack: Stack;
}

/** An app behind an API. */
export type ApiApp = App<ApiStack>;

/** The app that guards the APIs; its stack has none of its own. */
export type AuthorizerApp = App<AuthorizerStack>;

export interface Workspace {
  readonly apps: readonly ApiApp[];
  readonly authorizers: readonly AuthorizerApp[];
  /** The APIs of the apps, in the same order. */
  readonly apis: readonly Api[];
  /** The workspace's own, of its package.json. */
  readonly version: string;
  /** How each app reads its environment. */
  readonly schemas: readonly AppSchema[];
}

/**
 * Loads `apps/NAME/stack.ts` of each app below `root`, in the order of their names.
 * @throws GenerationError for a file without a stack, and what the declarations themselves refuse
 */
export const loadWorkspace = async (root: string): Promise<Workspace> => {
  const names = readdirSync(join(root, 'apps'))
    .filter((name) => existsSync(stackFile(root, name)))
    .sort();
  const loaded: App[] = [];
  // One after another: the tests' own loader of modules knows no two at a time.
  for (const name of names) loaded.push({ name, stack: await loadStack(root, name) });
  return workspaceOf(loaded, versionOf(root), await loadSchemas(root, names));
};

/** The workspace of these apps. */
export const workspaceOf = (
  loaded: readonly App[],
  version = '0.0.0',
  schemas: readonly AppSchema[] = [],
): Workspace => {
  const apps = loaded.filter((app): app is ApiApp => 'api' in app.stack);
  const authorizers = loaded.filter((app): app is AuthorizerApp => !('api' in app.stack));
  return { apps, authorizers, apis: apps.map(({ stack }) => stack.api), version, schemas };
};

const versionOf = (root: string): string =>
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string }).version;

const stackFile = (root: string, name: string): string => join(root, 'apps', name, 'stack.ts');

const loadStack = async (root: string, name: string): Promise<ApiStack | AuthorizerStack> => {
  const module = (await import(pathToFileURL(stackFile(root, name)).href)) as StackModule;
  if (module.stack === undefined)
    throw new GenerationError(`apps/${name}/stack.ts: must export its stack by the name stack`);
  return module.stack;
};

interface StackModule {
  readonly stack?: ApiStack | AuthorizerStack;
}
