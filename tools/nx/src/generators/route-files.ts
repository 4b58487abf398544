// The files of a new route: the declaration, and in the app a use case, a handler and a test.
import { parametersOf, type RouteDeclaration } from '@gatehouse/contract';
import { capitalized, toKebab } from './names.ts';
import type { RequestedRoute } from './requested-route.ts';

/** Paths below the workspace's folder, and their texts. */
export type Files = Readonly<Record<string, string>>;

/** Everything that is new for a route of the API `apiName` in `app`. */
export const filesOf = (app: string, apiName: string, { name, declaration }: RequestedRoute): Files => {
  const kebab = toKebab(name);
  const folder = `apps/${app}/src/${kebab}`;
  return {
    [`libs/${apiName}-contract/src/${kebab}.route.ts`]: declarationOf(name, declaration),
    [`${folder}/${kebab}.ts`]: useCaseOf(name, declaration),
    [`${folder}/${kebab}.handler.ts`]: handlerOf(apiName, name, declaration),
    [`${folder}/${kebab}.test.ts`]: testOf(name, declaration),
  };
};

const declarationOf = (name: string, { method, path, callers, body }: RouteDeclaration): string => `
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
  problems: [],
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

const useCaseOf = (name: string, declaration: RouteDeclaration): string => {
  const input = inputOf(declaration);
  const members = input.map(([member, type]) => `readonly ${member}: ${type};`).join('\n');
  const type = `${capitalized(name)}Input`;
  return `
// ${summaryOf(name)}.
${declaration.callers === 'anyone' ? '' : PRINCIPAL_TYPE}

${input.length === 0 ? '' : `export interface ${type} {\n${members}\n}`}

/** Answers with what the declaration lists: an empty object, until there is more to say. */
export const ${name} = async (${input.length === 0 ? '' : `_input: ${type}`}): Promise<Record<string, never>> => ({});
`;
};

const handlerOf = (apiName: string, name: string, declaration: RouteDeclaration): string => {
  const parameters = parametersOf(declaration.path);
  const taken = [
    ...(declaration.callers === 'anyone' ? [] : ['principal']),
    ...(parameters.length > 0 ? [`pathParameters: { ${parameters.join(', ')} }`] : []),
  ];
  return `
import { httpHandler, ok } from '@gatehouse/http';
import { ${name}Route } from '@gatehouse/${apiName}-contract/${toKebab(name)}';
import { service } from '../compose.ts';
import { ${name} } from './${toKebab(name)}.ts';

export const handler = httpHandler(${name}Route, { service }, async (${objectOf(taken)}) =>
  ok(await ${name}(${objectOf(inputOf(declaration).map(([member]) => member))})),
);
`;
};

const testOf = (name: string, declaration: RouteDeclaration): string => {
  const isGuarded = declaration.callers !== 'anyone';
  const input = inputOf(declaration).map(([member]) =>
    member === 'principal' ? member : `${member}: 'id-1'`,
  );
  return `
import { expect, test } from '@jest/globals';
${isGuarded ? PRINCIPAL_TYPE : ''}
import { ${name} } from './${toKebab(name)}.ts';

${isGuarded ? PRINCIPAL : ''}
test('answers with an empty object', async () => {
  expect(await ${name}(${objectOf(input)})).toEqual({});
});
`;
};

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
