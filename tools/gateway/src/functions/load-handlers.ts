// Imports the handlers of an app, all before the first call, so that what is wrong with one stops the start.
import { pathToFileURL } from 'node:url';
import type { LambdaContext } from './lambda-context.ts';
import type { BootFunction } from './messages.ts';

export interface LoadedFunction {
  readonly definition: BootFunction;
  readonly handler: (event: unknown, context: LambdaContext) => unknown;
}

/** @throws whatever a module throws while it loads, and Error for an export that Lambda could not call */
export const loadHandlers = async (
  definitions: readonly BootFunction[],
): Promise<ReadonlyMap<string, LoadedFunction>> =>
  new Map(await Promise.all(definitions.map(async (one) => [one.id, await loadHandler(one)] as const)));

const loadHandler = async (definition: BootFunction): Promise<LoadedFunction> => {
  const module = (await import(pathToFileURL(definition.sourceFile).href)) as Record<string, unknown>;
  const handler = module[definition.exportName];
  const place = `${definition.id}: ${definition.sourceFile}`;
  if (typeof handler !== 'function') throw new Error(`${place} exports no function ${definition.exportName}`);
  if (handler.length > 2)
    throw new Error(`${place}: a handler of three arguments is refused by Node 24 on Lambda`);
  return { definition, handler: handler as LoadedFunction['handler'] };
};
