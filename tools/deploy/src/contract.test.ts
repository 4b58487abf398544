import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { accessTable } from '@gatehouse/access';
import { PROBLEMS } from '@gatehouse/http/problems';
import { parse } from 'yaml';

const root = resolve(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Properties?: { readonly Events?: Events } }>>;
}

type Events = Readonly<Record<string, { readonly Properties: RouteEvent }>>;

interface RouteEvent {
  /** Of a request; what a schedule calls has none. */
  readonly Method?: string;
  readonly Path?: string;
  readonly Auth?: { readonly Authorizer?: string };
}

/** The routes of all templates, each with those who may call it; a preflight is no route of its own, and neither is a schedule. */
const callersByRoute = (): Record<string, string> => {
  const templates = readdirSync(join(root, 'apps')).map((app) => read(`apps/${app}/template.yaml`));
  const resources = templates.flatMap((text) =>
    Object.values((parse(text, { logLevel: 'silent', merge: true }) as Template).Resources),
  );
  const events = resources.flatMap(({ Properties }) => Object.values(Properties?.Events ?? {}));
  const routes = events.filter(({ Properties: { Method } }) => Method !== undefined && Method !== 'OPTIONS');
  return Object.fromEntries(
    routes.map(({ Properties: { Method, Path, Auth } }) => {
      const route = `${Method} ${Path}`;
      return [route, Auth?.Authorizer === 'NONE' ? 'anyone' : grantedTo(route)];
    }),
  );
};

const grantedTo = (route: string): string => {
  const row = Object.values(accessTable)
    .flat()
    .find((one) => 'path' in one && `${one.verb} ${one.path}` === route);
  return [...(row?.self === undefined ? [] : ['self']), ...(row?.roles ?? [])].join(', ');
};

/** The cells of every row that begins with a cell of this form. */
const rowsOf = (page: string, first: RegExp): readonly (readonly string[])[] =>
  page
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, cell = '']) => first.test(cell));

const routesOf = (page: string): Record<string, string> =>
  Object.fromEntries(
    rowsOf(page, /^`[A-Z]+ \//).flatMap(([, routes = '', who = '']) =>
      [...routes.matchAll(/`([A-Z]+ \/[^`]+)`/g)].map(([, route = '']) => [route, who]),
    ),
  );

test('the routes of docs/api.md are those of the templates, for those whom the access table names', () => {
  expect(routesOf(read('docs/api.md'))).toEqual(callersByRoute());
});

test('the codes of docs/api.md are all there are, each with its status', () => {
  const codes = rowsOf(read('docs/api.md'), /^[45]\d\d$/).map(([, status, code]) => [code, Number(status)]);
  const expected = Object.entries(PROBLEMS).map(([code, { status }]) => [`\`${code}\``, status]);
  expect(codes).toEqual(expected);
});

test('the examples of docs/api.md are JSON', () => {
  const examples = [...read('docs/api.md').matchAll(/```json\n([^]*?)```/g)];
  expect(examples.length).toBeGreaterThan(3);
  for (const [, example = ''] of examples) expect(() => JSON.parse(example) as unknown).not.toThrow();
});
