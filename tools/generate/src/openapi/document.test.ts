import { describe, expect, test } from '@jest/globals';
import { authApi } from '@gatehouse/auth-contract';
import { api, problemsOf, type RouteDeclaration } from '@gatehouse/contract';
import { closed, Id } from '@gatehouse/contract/fields';
import { PROBLEMS, toProblemDocument } from '@gatehouse/http/problems';
import { usersApi } from '@gatehouse/users-contract';
import Type from 'typebox';
import { Compile } from 'typebox/schema';
import { documentOf, openApi } from './document.ts';

const apis = [authApi, usersApi];
const own = documentOf({ apis, version: '1.2.3' }) as unknown as Document;

/** What these tests look at. */
interface Document {
  readonly info: object;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>;
    readonly responses: Readonly<Record<string, Response>>;
  };
}

interface Operation {
  readonly operationId: string;
  readonly description: string;
  readonly security: readonly object[];
  readonly parameters?: readonly object[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, Response>>;
}

interface Response {
  readonly $ref?: string;
  readonly headers?: object;
  readonly content?: Content;
}

type Content = Readonly<Record<string, Body>>;

interface Body {
  readonly schema: object;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

const ordersOf = (declared: Partial<RouteDeclaration> = {}): Document => {
  const get: RouteDeclaration = {
    method: 'GET',
    path: '/orders/{id}',
    summary: 'One order',
    callers: { self: 'id', roles: ['clerk'], mfa: true },
    pathParameters: closed({ id: Id }),
    answers: { 200: closed({}) },
    problems: ['store_unavailable'],
    ...declared,
  };
  const orders = api({ name: 'orders', title: 'Orders', routes: { get } });
  return documentOf({ apis: [orders], version: '1.2.3' }) as unknown as Document;
};

const resolved = ({ $ref, ...response }: Response): Response =>
  $ref === undefined ? response : own.components.responses[$ref.split('/').at(-1) ?? '']!;

const operationsOf = ({ paths }: Document): readonly Operation[] =>
  Object.values(paths).flatMap((path) => Object.values(path));

const bodiesOf = ({ requestBody, responses }: Operation): readonly Body[] =>
  [requestBody, ...Object.values(responses).map(resolved)].flatMap((part) =>
    Object.values(part?.content ?? {}),
  );

const codesOf = ([status, response]: [string, Response]): readonly string[] =>
  Object.values(resolved(response).content ?? {}).flatMap(({ examples = {} }) =>
    Object.keys(examples).map((code) => `${status} ${code}`),
  );

describe('the document of our routes', () => {
  test('has an operation for each, by a name of its own', () => {
    const ids = operationsOf(own).map(({ operationId }) => operationId);
    expect(ids).toEqual(expect.arrayContaining(['authLogin', 'usersList', 'usersRegister']));
    expect(new Set(ids).size).toBe(apis.flatMap(({ routes }) => Object.keys(routes)).length);
  });

  test('has every code of a route under its status', () => {
    const told = operationsOf(own).map(({ responses }) => Object.entries(responses).flatMap(codesOf).sort());
    const routes = apis.flatMap(({ routes }) => Object.values<RouteDeclaration>(routes));
    const declared = routes.map((one) =>
      problemsOf(one)
        .map((code) => `${PROBLEMS[code].status} ${code}`)
        .sort(),
    );
    expect(told.sort()).toEqual(declared.sort());
  });

  test('has an example for every body, and each fits its schema', () => {
    const bodies = operationsOf(own).flatMap(bodiesOf);
    for (const { schema, example, examples } of bodies) {
      const fits = Compile({ components: own.components, ...schema });
      const shown = examples ? Object.values(examples).map(({ value }) => value) : [example];
      for (const one of shown) expect([one, fits.Errors(one)]).toEqual([one, [true, []]]);
    }
    expect(bodies.length).toBeGreaterThan(50);
  });

  test('closes what is sent, and leaves open what comes back', () => {
    const { requestBody, responses } = own.paths['/users']!['post']!;
    expect(requestBody?.content['application/json']?.schema).toMatchObject({ additionalProperties: false });
    const answers = operationsOf(own).flatMap((operation) =>
      Object.values(operation.responses).map(resolved),
    );
    expect(JSON.stringify([answers, own.components.schemas['User']])).not.toContain('additionalProperties');
    expect(responses['201']?.headers).toMatchObject({ location: { $ref: '#/components/headers/Location' } });
  });

  test('names the version, and says that it is generated', () => {
    expect(own.info).toMatchObject({ title: 'Gatehouse', version: '1.2.3' });
    expect(Object.entries(own)[1]).toEqual(['x-generated-by', 'npm run generate']);
  });

  test('has every problem of the table in its form', () => {
    const fits = Compile(own.components.schemas['Problem']!);
    for (const code of Object.keys(PROBLEMS) as (keyof typeof PROBLEMS)[])
      expect(fits.Check(toProblemDocument(code, 'id'))).toBe(true);
  });
});

describe('an operation', () => {
  test('says who may call it: by security, by a member, and in words', () => {
    expect(ordersOf().paths['/orders/{id}']?.['get']).toMatchObject({
      security: [{ bearer: [] }],
      'x-callers': { self: 'id', roles: ['clerk'], mfa: true },
      description:
        'For the account whose id is `{id}`, and for accounts with the role `clerk`. The token has to be of a login with two factors.',
    });
    expect(ordersOf({ callers: 'anyone' }).paths['/orders/{id}']?.['get']).toMatchObject({
      security: [],
      'x-callers': 'anyone',
      description: 'Anyone may call it; a token is not looked at.',
    });
  });

  test('has the parameters of the path and of the query', () => {
    const query = closed({
      since: Type.String({ description: 'From when.', examples: ['2026'] }),
      limit: Type.Optional(Type.Integer()),
    });
    expect(ordersOf({ query }).paths['/orders/{id}']?.['get']?.parameters).toMatchObject([
      { name: 'id', in: 'path', required: true, schema: { pattern: '^[A-Za-z0-9_-]{1,64}$' } },
      { name: 'since', in: 'query', required: true, description: 'From when.', schema: { type: 'string' } },
      { name: 'limit', in: 'query', required: false },
    ]);
  });

  test('whose answer may be kept says for how long', () => {
    expect(
      ordersOf({ maxAgeSeconds: 60 }).paths['/orders/{id}']?.['get']?.responses['200']?.headers,
    ).toMatchObject({
      'cache-control': { schema: { const: 'public, max-age=60' } },
    });
  });
});

describe('what cannot be told is refused', () => {
  test('a member without an example, by its place', () => {
    const answers = { 200: closed({ items: Type.Array(closed({ sum: Type.Integer() })) }) };
    expect(() => ordersOf({ answers })).toThrow('GET /orders/{id}: answer of 200/items/0/sum has no example');
  });

  test('two different schemas of one title', () => {
    const titled = (name: string) =>
      closed({ [name]: Type.Optional(Type.String({ examples: ['x'] })) }, { title: 'Order' });
    expect(() => ordersOf({ answers: { 200: titled('one'), 202: titled('other') } })).toThrow(
      'two schemas have the name Order and differ',
    );
  });
});

test('the text is the same every time', () => {
  const workspace = { apps: [], authorizers: [], apis, version: '1.2.3', schemas: [] };
  expect(openApi(workspace)).toBe(openApi(workspace));
});
