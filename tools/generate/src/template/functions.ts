// The function of each route.
import { basename } from 'node:path';
import type { Api, Callers, RouteDeclaration } from '@gatehouse/contract';
import type { StackFunction } from '@gatehouse/contract/stack';
import type { ApiApp } from '../workspace.ts';
import { getAtt, ref, when, type Members } from './cloudformation.ts';
import { apiIdOf, functionIdOf } from './names.ts';
import { BOUNDARY } from './roles.ts';

/** What a password hash takes; Lambda gives processors by memory. */
export const HASHING_MIB = 1024;

export const functionsOf = (app: ApiApp): Members =>
  Object.fromEntries(
    linesOf(app).map(({ name, route, line }) => [functionIdOf(name), functionOf(app, route, line)]),
  );

/** A route with its line of the stack, in the order of the stack. */
export interface RouteLine {
  readonly name: string;
  readonly route: RouteDeclaration;
  readonly line: StackFunction;
}

export const linesOf = ({ stack: { api, functions } }: ApiApp): readonly RouteLine[] =>
  Object.entries<StackFunction>(functions).flatMap(([name, line]) => {
    const route = api.routes[name];
    return route === undefined ? [] : [{ name, route, line }];
  });

const functionOf = ({ name: app, stack }: ApiApp, route: RouteDeclaration, line: StackFunction): Members => ({
  Type: 'AWS::Serverless::Function',
  Metadata: { Source: `src/${line.source}.handler.ts` },
  Properties: {
    CodeUri: zipOf(app),
    Handler: `${basename(line.source)}.handler`,
    Role: getAtt(line.role, 'Arn'),
    ReservedConcurrentExecutions:
      line.hashesPasswords && when('BoundsConcurrency', ref('PasswordConcurrency')),
    MemorySize: line.memoryMiB ?? (line.hashesPasswords && HASHING_MIB),
    Events: {
      Route: {
        Type: 'Api',
        Properties: {
          RestApiId: ref(apiIdOf(stack.api)),
          Method: route.method,
          Path: route.path,
          Auth: isForAnyone(route.callers) ? { Authorizer: 'NONE' } : undefined,
        },
      },
      Preflight: route.refreshToken && preflightOf(stack.api, route),
    },
  },
});

/** SAM answers preflights by fixed texts, and lets be a path that has a method for them. */
const preflightOf = (api: Api, { path }: RouteDeclaration): Members => ({
  Type: 'Api',
  Properties: {
    RestApiId: ref(apiIdOf(api)),
    Method: 'OPTIONS',
    Path: path,
    Auth: { Authorizer: 'NONE' },
  },
});

const isForAnyone = (callers: 'anyone' | Callers): boolean => callers === 'anyone';

/** Each function names its zip itself, since the AWS CLI does not look for it in Globals. */
export const zipOf = (app: string): string => `../../dist/packages/${app}.zip`;

/** The settings of all functions of a stack. */
export const globalsOf = (properties: Members, variables: Members): Members => ({
  Function: {
    Runtime: 'nodejs24.x',
    Architectures: [ref('Architecture')],
    ...properties,
    '# For the role that SAM makes of a function that a team adds without one.': undefined,
    PermissionsBoundary: BOUNDARY,
    Tracing: ref('Tracing'),
    LoggingConfig: {
      LogGroup: ref('Logs'),
      '# Our lines are JSON already. As Text they arrive as they are; as JSON, Lambda would judge their level and their time.':
        undefined,
      LogFormat: 'Text',
    },
    Environment: { Variables: variables },
  },
});
