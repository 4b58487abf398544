// docs/openapi.json: every route of every API as OpenAPI 3.1, for clients, generators and pages.
import type { Api } from '@gatehouse/contract';
import type { Workspace } from '../workspace.ts';
import { BEARER } from './callers.ts';
import { Components } from './components.ts';
import type { JsonObject } from './json.ts';
import { operationOf } from './operation.ts';

/** The text of the document. */
export const openApi = (workspace: Workspace): string => JSON.stringify(documentOf(workspace), null, 2);

/** The document; operations by path and method, components by name. */
export const documentOf = ({ apis, version }: Pick<Workspace, 'apis' | 'version'>): JsonObject => {
  const components = new Components();
  const paths = pathsOf(apis, components);
  return {
    openapi: '3.1.1',
    'x-generated-by': 'npm run generate',
    info: {
      title: 'Gatehouse',
      version,
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: 'http://127.0.0.1:3000', description: 'The gateway of `npm start`.' }],
    tags: apis.map(({ name, title }) => ({ name, description: `${title}.` })),
    paths,
    components: { securitySchemes: SECURITY_SCHEMES, ...components.toJson() },
  };
};

const pathsOf = (apis: readonly Api[], components: Components): JsonObject => {
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const api of apis)
    for (const [name, route] of Object.entries(api.routes)) {
      paths[route.path] ??= {};
      paths[route.path]![route.method.toLowerCase()] = operationOf(api, name, route, components);
    }
  return paths;
};

const DESCRIPTION = `Sign-in for serverless APIs.

Bodies are JSON in UTF-8, names are snake_case, times are RFC 3339 in UTC. Errors are problem documents (RFC 9457): decide \
by \`code\`. Ignore members that you do not know, for objects may gain some. A method or a path that is not listed answers \
404 \`not_found\`.

Generated from the declarations of the routes; do not edit.`;

const SECURITY_SCHEMES = {
  [BEARER]: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'The `access_token` of a login or a refresh (RFC 9068), in the header and nowhere else.',
  },
} as const;
