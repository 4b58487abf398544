// The files of a new route: the declaration, and in the app a use case, a handler and a test.
import { parametersOf, type RouteDeclaration } from '@gatehouse/contract';
import { capitalized, toKebab } from './names.ts';
import type { RequestedRoute } from './requested-route.ts';

/** Paths below the workspace's folder, and their texts. */
export type Files = Readonly<Record<string, string>>;

/** Where a route goes. An app that `hasStores` asks of every caller whether the session stands. */
export interface Place {
  readonly app: string;
  readonly apiName: string;
  readonly hasStores: boolean;
}

/** A route of which something is written; `asksCaller` where its use case begins with the caller's session. */
interface NewRoute extends RequestedRoute {
  readonly asksCaller: boolean;
}

/** Everything that is new for a route in this place. */
export const filesOf = ({ app, apiName, hasStores }: Place, request: RequestedRoute): Files => {
  const kebab = toKebab(request.name);
  const folder = `apps/${app}/src/${kebab}`;
  const route = { ...request, asksCaller: hasStores && request.declaration.callers !== 'anyone' };
  return {
    [`libs/${apiName}-contract/src/${kebab}.route.ts`]: declarationOf(route),
    [`${folder}/${kebab}.ts`]: useCaseOf(route),
    [`${folder}/${kebab}.handler.ts`]: handlerOf(apiName, route),
    [`${folder}/${kebab}.test.ts`]: testOf(route),
  };
};

const declarationOf = ({
  name,
  declaration: { method, path, callers, body },
  asksCaller,
}: NewRoute): string => `
import { route } from '@gatehouse/contract';
import { ${['closed', ...(parametersOf(path).length > 0 ? ['Id'] : [])].join(', ')} } from '@gatehouse/contract/fields';

export const ${name}Route = route({
  method: '${method}',
  path: '${path}',
  summary: '${summaryOf(name)}',
  callers: ${literal(callers)},
  ${schemaOf(path)}
  ${body === undefined ? '' : 'body: closed({}),'}
  answers: { 200: closed({}) },
  problems: [${asksCaller ? "'store_unavailable'" : ''}],
});
`;

/** `uploadAvatar` as `Upload avatar`. */
const summaryOf = (name: string): string => capitalized(toKebab(name).replaceAll('-', ' '));

const schemaOf = (path: string): string => {
  const parameters = parametersOf(path);
  return parameters.length === 0
    ? ''
    : `pathParameters: closed({ ${parameters.map((one) => `${one}: Id`).join(', ')} }),`;
};

const literal = (callers: RouteDeclaration['callers']): string =>
  JSON.stringify(callers)
    .replaceAll(/"(\w+)":/g, '$1: ')
    .replaceAll('"', "'");

/** What the use case is given: who calls, where not everyone may, and the parameters of the path. */
const inputOf = ({ callers, path }: RouteDeclaration): readonly (readonly [name: string, type: string])[] => [
  ...(callers === 'anyone' ? [] : [['principal', 'Principal'] as const]),
  ...parametersOf(path).map((name) => [name, 'string'] as const),
];

const PRINCIPAL_TYPE = "import type { Principal } from '@gatehouse/http/principal';";

const CALLER_IMPORT = "import { standingCaller, type CallerDeps } from '@gatehouse/accounts';";

const useCaseOf = ({ name, declaration, asksCaller }: NewRoute): string => {
  const input = inputOf(declaration);
  const members = input.map(([member, type]) => `readonly ${member}: ${type};`).join('\n');
  const type = `${capitalized(name)}Input`;
  return `
// ${summaryOf(name)}.
${asksCaller ? CALLER_IMPORT : ''}
${declaration.callers === 'anyone' ? '' : PRINCIPAL_TYPE}

${input.length === 0 ? '' : `export interface ${type} {\n${members}\n}`}

${asksCaller ? askingUseCase(name, type) : emptyUseCase(name, input.length === 0 ? '' : `_input: ${type}`)}
`;
};

const emptyUseCase = (name: string, parameters: string): string => `
/** Answers with what the declaration lists: an empty object, until there is more to say. */
export const ${name} = async (${parameters}): Promise<Record<string, never>> => ({});
`;

const askingUseCase = (name: string, type: string): string => `
/** Answers with what the declaration lists: an empty object, until there is more to say. Throws \`unauthorized\`. */
export const ${name} = async (deps: CallerDeps, { principal }: ${type}): Promise<Record<string, never>> => {
  await standingCaller(deps, principal);
  return {};
};
`;

const handlerOf = (apiName: string, { name, declaration, asksCaller }: NewRoute): string => {
  const parameters = parametersOf(declaration.path);
  const taken = [
    ...(declaration.callers === 'anyone' ? [] : ['principal']),
    ...(parameters.length > 0 ? [`pathParameters: { ${parameters.join(', ')} }`] : []),
  ];
  return `
import { httpHandler, ok } from '@gatehouse/http';
import { ${name}Route } from '@gatehouse/${apiName}-contract/${toKebab(name)}';
import { ${asksCaller ? 'callerDeps, ' : ''}service } from '../compose.ts';
import { ${name} } from './${toKebab(name)}.ts';

export const handler = httpHandler(${name}Route, { service }, async (${objectOf(taken)}) =>
  ok(await ${name}(${asksCaller ? 'await callerDeps(), ' : ''}${objectOf(inputOf(declaration).map(([member]) => member))})),
);
`;
};

const testOf = ({ name, declaration, asksCaller }: NewRoute): string => {
  const isGuarded = declaration.callers !== 'anyone';
  const input = inputOf(declaration).map(([member]) =>
    member === 'principal' ? member : `${member}: 'id-1'`,
  );
  return `
import { expect, test } from '@jest/globals';
${asksCaller ? CALLER_TEST_IMPORTS : ''}
${isGuarded ? PRINCIPAL_TYPE : ''}
import { ${name} } from './${toKebab(name)}.ts';

${isGuarded ? PRINCIPAL : ''}
${asksCaller ? askingTests(`${name}(depsOver`, objectOf(input)) : emptyTest(`${name}(${objectOf(input)})`)}
`;
};

const emptyTest = (call: string): string => `
test('answers with an empty object', async () => {
  expect(await ${call}).toEqual({});
});
`;

const CALLER_TEST_IMPORTS = `
import type { CallerDeps } from '@gatehouse/accounts';
import { codeOf } from '@gatehouse/errors/testing';
`;

const askingTests = (call: string, input: string): string => `
const account = { id: 'id-1', disabled: false, epoch: 0 };
const session = { accountId: 'id-1', epoch: 0, expiresAt: principal.expiresAt };

const depsOver = (held: typeof session | null): CallerDeps =>
  ({
    users: { findById: async () => account },
    sessions: { findById: async () => held },
    now: () => principal.authenticatedAt,
  }) as unknown as CallerDeps;

test('answers with an empty object', async () => {
  expect(await ${call}(session), ${input})).toEqual({});
});

test('is for nobody whose session has ended', async () => {
  expect(await codeOf(${call}(null), ${input}))).toBe('unauthorized');
});
`;

/** The members as an object or a pattern; nothing for none. */
const objectOf = (members: readonly string[]): string =>
  members.length === 0 ? '' : `{ ${members.join(', ')} }`;

const PRINCIPAL = `
const principal: Principal = {
  subject: 'id-1',
  roles: ['user'],
  amr: ['pwd'],
  sessionId: 'session-1',
  expiresAt: new Date('2026-03-01T12:05:00.000Z'),
  authenticatedAt: new Date('2026-03-01T12:00:00.000Z'),
};
`;
