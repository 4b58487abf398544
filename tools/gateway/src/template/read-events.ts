// The Api events of functions: which function answers which path and method of which API.
import { parsePathPattern } from '../routes/path-pattern.ts';
import type { Field } from './field.ts';
import { METHODS } from './methods.ts';
import type { FunctionModel, FunctionTarget } from './model.ts';
import type { Resolver } from './resolver.ts';
import type { Resource } from './resources.ts';

/** An event of type Api. */
export interface ApiEvent {
  readonly apiId: string;
  readonly path: string;
  readonly method: string;
  /** `Auth.Authorizer`, perhaps not present. */
  readonly authorizer: Field;
  readonly target: FunctionTarget;
}

/** The Api events of a function, and in `notes` what other events it has: those do not run here. */
export const readEvents = (
  resource: Resource,
  { id, timeoutMs }: FunctionModel,
  resolver: Resolver,
): { readonly events: readonly ApiEvent[]; readonly notes: readonly string[] } => {
  const { app } = resolver.stack;
  const all = resource.property('Events').members();
  const isApi = ([, event]: readonly [string, Field]): boolean => event.member('Type').string() === 'Api';
  const target = { app, functionId: id, timeoutMs };
  return {
    events: all.filter(isApi).map(([, event]) => toEvent(event.member('Properties'), target)),
    notes: all
      .filter((entry) => !isApi(entry))
      .map(([name, event]) => `${app}: ${id}.${name} (${event.member('Type').string()}) does not run here`),
  };
};

const EVENT_METHODS = ['ANY', ...METHODS];

const toEvent = (properties: Field, target: FunctionTarget): ApiEvent => {
  const path = properties.member('Path');
  const problem = parsePathPattern(path.string()).problem;
  if (problem !== undefined) path.fail(problem);
  const method = properties.member('Method');
  if (!EVENT_METHODS.includes(method.string().toUpperCase()))
    method.fail(`must be one of ${EVENT_METHODS.join(', ')}`);
  const apiId = properties.member('RestApiId');
  if (!apiId.present) properties.fail('needs a RestApiId: only APIs that the template declares run here');
  return {
    apiId: apiId.string(),
    path: path.string(),
    method: method.string().toUpperCase(),
    authorizer: properties.member('Auth').member('Authorizer'),
    target,
  };
};
