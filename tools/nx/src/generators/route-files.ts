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

const useCaseOf = (name: string, { callers, path }: RouteDeclaration): string => `
// ${summaryOf(name)}.
${callers === 'anyone' ? '' : "import type { Principal } from '@gatehouse/http/principal';"}

export interface ${capitalized(name)}Input {
  ${callers === 'anyone' ? '' : 'readonly principal: Principal;'}
  ${parametersOf(path)
    .map((one) => `readonly ${one}: string;`)
    .join('\n')}
}

/** Answers with what the declaration lists: an empty object, until there is more to say. */
export const ${name} = async (_input: ${capitalized(name)}Input): Promise<Record<string, never>> => ({});
`;

const handlerOf = (apiName: string, name: string, { callers, path }: RouteDeclaration): string => {
  const parameters = parametersOf(path);
  const principal = callers === 'anyone' ? [] : ['principal'];
  const taken = [
    ...principal,
    ...(parameters.length > 0 ? [`pathParameters: { ${parameters.join(', ')} }`] : []),
  ];
  return `
import { httpHandler, ok } from '@gatehouse/http';
import { ${name}Route } from '@gatehouse/${apiName}-contract/${toKebab(name)}';
import { service } from '../compose.ts';
import { ${name} } from './${toKebab(name)}.ts';

export const handler = httpHandler(${name}Route, { service }, async (${taken.length > 0 ? `{ ${taken.join(', ')} }` : ''}) =>
  ok(await ${name}({ ${[...principal, ...parameters].join(', ')} })),
);
`;
};

const testOf = (name: string, { callers, path }: RouteDeclaration): string => {
  const parameters = parametersOf(path).map((one) => `${one}: 'id-1'`);
  const input = [...(callers === 'anyone' ? [] : ['principal']), ...parameters].join(', ');
  return `
import { expect, test } from '@jest/globals';
${callers === 'anyone' ? '' : "import type { Principal } from '@gatehouse/http/principal';"}
import { ${name} } from './${toKebab(name)}.ts';

${callers === 'anyone' ? '' : PRINCIPAL}
test('answers with an empty object', async () => {
  expect(await ${name}({ ${input} })).toEqual({});
});
`;
};

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
