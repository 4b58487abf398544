// One route as an operation of the document.
import type { Api, RouteDeclaration } from '@gatehouse/contract';
import { answersOf } from './answers.ts';
import { callersOf, securityOf, whoMayCall } from './callers.ts';
import type { Components } from './components.ts';
import { capitalized, compact, type JsonObject } from './json.ts';
import { problemAnswersOf } from './problems.ts';
import { requestBodyOf, requestParametersOf } from './request.ts';

/** The operation of a route that its API lists under this name. */
export const operationOf = (
  { name: apiName }: Api,
  name: string,
  route: RouteDeclaration,
  components: Components,
): JsonObject =>
  compact({
    operationId: `${apiName}${capitalized(name)}`,
    tags: [apiName],
    summary: route.summary,
    description: descriptionOf(route),
    'x-callers': callersOf(route),
    security: securityOf(route),
    parameters: requestParametersOf(route, components),
    requestBody: requestBodyOf(route, components),
    responses: { ...answersOf(route, components), ...problemAnswersOf(route, components) },
  });

const descriptionOf = (route: RouteDeclaration): string =>
  [
    ...(route.description === undefined ? [] : [route.description]),
    ...(route.query === undefined ? [] : [CLOSED_QUERY]),
    whoMayCall(route),
  ].join('\n\n');

const CLOSED_QUERY = 'A query parameter that is not listed, or that is given twice, is refused.';
