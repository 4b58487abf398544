// What a route takes: the parameters of its path and its query, and its body.
import type { RouteDeclaration } from '@gatehouse/contract';
import type { TSchema } from 'typebox';
import type { Components } from './components.ts';
import { exampleOf } from './example.ts';
import { compact, type Json, type JsonObject } from './json.ts';
import { requestSchema } from './schemas.ts';

/** Its parameters, those of the path first. */
export const requestParametersOf = (
  { pathParameters, query }: RouteDeclaration,
  components: Components,
): readonly JsonObject[] | undefined => {
  const parameters = [
    ...toParameters('path', pathParameters, components),
    ...toParameters('query', query, components),
  ];
  return parameters.length > 0 ? parameters : undefined;
};

const toParameters = (
  place: 'path' | 'query',
  { properties = {}, required = [] }: Members = {},
  components: Components,
): readonly JsonObject[] =>
  Object.entries(properties).map(([name, member]) => {
    const { description, ...schema } = requestSchema(member, components);
    const isRequired = place === 'path' || required.includes(name);
    return compact({ name, in: place, description, required: isRequired, schema });
  });

/** What is read of the schema of a path or a query. */
interface Members {
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly required?: readonly string[];
}

/** Its body, where it takes one. */
export const requestBodyOf = (
  { body, ...route }: RouteDeclaration,
  components: Components,
): Json | undefined =>
  body && {
    description: 'At most 16 KiB. Unknown members are refused, and nothing is coerced.',
    required: true,
    content: {
      'application/json': {
        schema: requestSchema(body, components),
        example: exampleOf(body, `${route.method} ${route.path}: body`),
      },
    },
  };
