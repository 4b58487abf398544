// The good answers of a route.
import type { RouteDeclaration } from '@gatehouse/contract';
import type { TSchema } from 'typebox';
import type { Components } from './components.ts';
import { exampleOf } from './example.ts';
import { commonHeaders, cookieHeader, locationHeader } from './headers.ts';
import { compact, type JsonObject } from './json.ts';
import { answerSchema } from './schemas.ts';

/** By status, the headers and the body that come back. */
export const answersOf = (route: RouteDeclaration, components: Components): JsonObject =>
  Object.fromEntries(
    Object.entries(route.answers).map(([status, schema]) => [
      status,
      answerOf(Number(status), schema, route, components),
    ]),
  );

const answerOf = (
  status: number,
  schema: TSchema | null,
  { method, path, maxAgeSeconds, refreshToken }: RouteDeclaration,
  components: Components,
): JsonObject =>
  compact({
    description: DESCRIPTIONS[status] ?? 'It is done.',
    headers: {
      ...commonHeaders(components, maxAgeSeconds),
      ...(status === 201 && locationHeader(components)),
      ...(refreshToken && cookieHeader(components)),
    },
    content: schema
      ? {
          'application/json': {
            schema: answerSchema(schema, components),
            example: exampleOf(schema, `${method} ${path}: answer of ${status}`),
          },
        }
      : undefined,
  });

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  200: 'It is done, and this is the answer.',
  201: 'It is made, and this is what was made.',
  202: 'It was taken in, and no answer tells what comes of it.',
  204: 'It is done, and there is nothing to say.',
};
