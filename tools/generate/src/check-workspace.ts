// The rules that declarations keep together; what one API or one stack says by itself is held where it is said.
import type { ApiStack } from '@gatehouse/contract/stack';
import { GenerationError } from './generation-error.ts';
import { checkStack, checkVariables } from './check-stack.ts';
import type { ApiApp, Workspace } from './workspace.ts';

/** @throws GenerationError with the place and the rule */
export const checkWorkspace = ({ apps, authorizers }: Workspace): void => {
  for (const app of apps) checkStack(fileOf(app), app.stack);
  for (const app of authorizers) checkVariables(fileOf(app), app.stack);
  refuseTwice(apps, routesOf, 'is a route of');
  refuseTwice(apps, ({ api }) => [`the first segment /${api.name}`], 'is of');
  refuseTwice(apps, ({ routingPriority }) => [`the routing priority ${routingPriority}`], 'is of');
};

/** Two paths that differ by the names of their parameters alone are one path to API Gateway. */
const routesOf = ({ api }: ApiStack): readonly string[] =>
  Object.values(api.routes).map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`);

const refuseTwice = (
  apps: readonly ApiApp[],
  thingsOf: (stack: ApiStack) => readonly string[],
  taken: string,
): void => {
  const owners = new Map<string, ApiApp>();
  for (const app of apps)
    for (const thing of thingsOf(app.stack)) {
      const owner = owners.get(thing);
      if (owner !== undefined)
        throw new GenerationError(`${fileOf(app)}: ${thing} ${taken} ${fileOf(owner)} already`);
      owners.set(thing, app);
    }
};

const fileOf = ({ name }: { readonly name: string }): string => `apps/${name}/stack.ts`;
