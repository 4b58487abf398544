// Imports the handlers of an app, all before the first call, so that what is wrong with one stops the start.
import { pathToFileURL } from 'node:url';
import type { LambdaContext } from './lambda-context.ts';
import type { BootFunction } from './messages.ts';

export interface LoadedFunction {
  readonly definition: BootFunction;
  readonly handler: (event: unknown, context: LambdaContext) => unknown;
}

type Callback = (error: unknown, result?: unknown) => void;
type Handler = (event: unknown, context: LambdaContext, callback?: Callback) => unknown;

/** @throws whatever a module throws while it loads, and Error for an export that Lambda could not call */
export const loadHandlers = async (
  definitions: readonly BootFunction[],
): Promise<ReadonlyMap<string, LoadedFunction>> =>
  new Map(await Promise.all(definitions.map(async (one) => [one.id, await loadHandler(one)] as const)));

const loadHandler = async (definition: BootFunction): Promise<LoadedFunction> => {
  const { id, sourceFile, exportName, takesCallback } = definition;
  const module = (await import(pathToFileURL(sourceFile).href)) as Record<string, unknown>;
  // Of a CommonJS module Node knows some names alone; `default` is always the whole of its exports.
  const handler = memberAt(exportName, module) ?? memberAt(exportName, module['default']);
  const place = `${id}: ${sourceFile}`;
  if (typeof handler !== 'function') throw new Error(`${place} exports no function ${exportName}`);
  if (handler.length <= 2) return { definition, handler: handler as LoadedFunction['handler'] };
  if (!takesCallback)
    throw new Error(`${place}: a handler of three arguments is refused by Node 24 on Lambda`);
  return { definition, handler: withCallback(handler as Handler) };
};

const memberAt = (path: string, module: unknown): unknown =>
  path
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], module);

/** Whichever comes first counts: the callback, or the promise of a handler that is asynchronous all the same. */
const withCallback =
  (handler: Handler): LoadedFunction['handler'] =>
  (event, context) =>
    new Promise((resolve, reject) => {
      const settle: Callback = (error, result) =>
        error === null || error === undefined ? resolve(result) : reject(toError(error));
      const returned = handler(event, context, settle);
      if (returned instanceof Promise) returned.then(resolve, reject);
    });

const toError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(typeof thrown === 'string' ? thrown : JSON.stringify(thrown));
