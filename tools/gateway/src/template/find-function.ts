// From an ARN to the function that has it, in any of the templates; a function's alias is the function itself here.
import type { Field } from './field.ts';
import type { FunctionIdentity, FunctionTarget } from './model.ts';
import { aliasOf, FIRST_VERSION } from './references.ts';
import type { Resolver } from './resolving.ts';

/** The functions of one template. */
export interface LoadedFunctions {
  readonly resolver: Resolver;
  readonly functions: readonly FunctionIdentity[];
}

/**
 * The function whose ARN stands in a field, perhaps with an alias or a version.
 * @throws TemplateError when no template has it, or it has no such alias
 */
export type FindFunction = (arn: Field) => FunctionTarget;

export const createFindFunction =
  (loaded: readonly LoadedFunctions[]): FindFunction =>
  (field) => {
    const [, arn = '', qualifier] =
      /^(arn:[^:]*:lambda:[^:]*:[^:]*:function:[^:]+):?(.*)$/.exec(field.string()) ?? [];
    for (const { resolver, functions } of loaded) {
      const found = functions.find((one) => one.arn === arn);
      if (found === undefined) continue;
      if (qualifier) assertQualifier(qualifier, found, resolver, field);
      return { app: resolver.stack.app, functionId: found.id, timeoutMs: found.timeoutMs };
    }
    return field.fail(`no template here has the function ${field.string() || '(empty)'}`);
  };

const assertQualifier = (
  qualifier: string,
  { id }: FunctionIdentity,
  resolver: Resolver,
  field: Field,
): void => {
  const alias = aliasOf(id, field.at, resolver);
  const known = alias === undefined ? ['$LATEST'] : ['$LATEST', FIRST_VERSION, alias];
  if (!known.includes(qualifier))
    field.fail(`${id} has no alias ${qualifier}: it publishes itself under its AutoPublishAlias alone`);
};
