import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fillIn, isGranted } from './testing/api-router.ts';
import { thrownBy } from './testing/thrown.ts';
import { AuthPolicy } from './auth-policy.ts';
import { compactGrants, type Grant, type Route } from './compact-grants.ts';
import { PolicyError } from './errors.ts';
import { evaluate } from './evaluate.ts';
import type { HttpVerb } from './http-verb.ts';
import { formatMethodArn } from './method-arn.ts';

/** `GET /users/{id} id=42` as a route or grant. */
const grant = (text: string): Grant => {
  const [verb = '', path = '', ...bindings] = text.split(' ');
  const route = { verb: verb as HttpVerb, path };
  const params = bindings.map((binding) => binding.split('=') as [string, string]);
  return params.length === 0 ? route : { ...route, params: Object.fromEntries(params) };
};

const compact = (granted: readonly string[], routes: readonly string[]) => {
  const { allow, deny } = compactGrants(granted.map(grant), routes.map(grant));
  const toText = ({ verb, path }: Route): string => `${verb} ${path}`;
  return { allow: allow.map(toText), deny: deny.map(toText) };
};

const users = ['GET /users', 'GET /users/me', 'GET /users/{id}', 'PATCH /users/{id}', 'DELETE /users/{id}'];

describe('compactGrants', () => {
  test('gives one pattern for everything', () => {
    expect(compact(users, users)).toEqual({ allow: ['* /*'], deny: [] });
  });

  test('gives nothing for nothing', () => {
    expect(compact([], users)).toEqual({ allow: [], deny: [] });
    expect(compact([], [])).toEqual({ allow: [], deny: [] });
  });

  test('keeps a bound parameter, and opens the verb where every ungranted route is out of reach', () => {
    const own = [
      'GET /users/me',
      'GET /users/{id} id=42',
      'PATCH /users/{id} id=42',
      'DELETE /users/{id} id=42',
    ];
    expect(compact(own, users)).toEqual({ allow: ['* /users/42', 'GET /users/me'], deny: [] });
  });

  test('leaves a single route as it is: a wildcard there would spare nothing', () => {
    expect(compact(['GET /users'], ['GET /users'])).toEqual({ allow: ['GET /users'], deny: [] });
    expect(compact(['GET /a/{x}/{y}'], ['GET /a/{x}/{y}'])).toEqual({ allow: ['GET /a/*/*'], deny: [] });
  });

  test('takes the narrowest of the patterns that spare equally much', () => {
    expect(compact(['GET /a/b/c', 'GET /a/b/d'], ['GET /a/b/c', 'GET /a/b/d'])).toEqual({
      allow: ['GET /a/b/*'],
      deny: [],
    });
    expect(compact(['GET /a/b', 'POST /a/b'], ['GET /a/b', 'POST /a/b'])).toEqual({
      allow: ['* /a/b'],
      deny: [],
    });
    expect(compact(['GET /a/keys', 'GET /b/keys'], ['GET /a/keys', 'GET /b/keys'])).toEqual({
      allow: ['GET /*/keys'],
      deny: [],
    });
    expect(compact(['GET /a/keys', 'POST /b/keys'], ['GET /a/keys', 'POST /b/keys', 'GET /c'])).toEqual({
      allow: ['* /*/keys'],
      deny: [],
    });
    expect(compact(['GET /keys', 'POST /b/keys'], ['GET /keys', 'POST /b/keys', 'GET /c'])).toEqual({
      allow: ['* /keys'],
      deny: [],
    });
  });

  test('leaves open as little as it can: an end before more of a path, then fewer wildcards, then the longer one', () => {
    const ends = ['GET /a/b/c/d', 'GET /x/y/c/d'];
    expect(compact(ends, ends).allow).toEqual(['GET /*/c/d']);
    const crossing = ['POST /a/2', 'GET /a/1', 'GET /b/1'];
    expect(compact(crossing, [...crossing, 'GET /c']).allow).toEqual(['GET /*/1', 'POST /a/2']);
    const meeting = ['GET /a/1', 'GET /b', 'POST /a/2'];
    expect(compact(meeting, [...meeting, 'POST /c']).allow).toEqual(['* /a/*', 'GET /b']);
  });

  test('does not widen what is left alone once others are covered', () => {
    const granted = ['GET /a/1', 'GET /a/2', 'GET /a/3', 'POST /b/1'];
    expect(compact(granted, [...granted, 'GET /d', 'POST /c']).allow).toEqual(['GET /a/*', 'POST /b/1']);
  });

  test('does not open a verb that would reach over slashes into another route', () => {
    const routes = ['GET /pets', 'POST /pets', 'GET /admin/pets'];
    expect(compact(['GET /pets', 'POST /pets'], routes)).toEqual({
      allow: ['GET /pets', 'POST /pets'],
      deny: [],
    });
  });

  test('does not open a path over a route that is not granted', () => {
    const routes = ['GET /a/1', 'GET /a/2', 'GET /a/3', 'POST /b'];
    expect(compact(['GET /a/1', 'GET /a/2'], routes)).toEqual({ allow: ['GET /a/1', 'GET /a/2'], deny: [] });
    expect(compact(['GET /a/1', 'GET /a/2', 'GET /a/3'], routes)).toEqual({ allow: ['GET /a/*'], deny: [] });
  });

  test('goes on with what is left when the widest pattern is taken', () => {
    const routes = ['GET /a/1', 'GET /a/2', 'GET /a/3', 'POST /b/1', 'POST /b/2', 'POST /c', 'GET /d'];
    const granted = routes.slice(0, 5);
    expect(compact(granted, routes)).toEqual({ allow: ['GET /a/*', 'POST /b/*'], deny: [] });
  });

  test('names a grant once, and drops one that another covers', () => {
    const routes = ['GET /users', 'GET /users/{id}', 'GET /x', 'POST /users'];
    expect(compact(['GET /users/{id} id=42', 'GET /users', 'GET /users', 'GET /users/{id}'], routes)).toEqual(
      {
        allow: ['GET /users', 'GET /users/*'],
        deny: [],
      },
    );
  });

  test('takes templates for the same whose parameters have other names, but binds by the grant’s own', () => {
    expect(compact(['GET /users/{user} user=42'], ['GET /users/{id}'])).toEqual({
      allow: ['GET /users/42'],
      deny: [],
    });
    expect(compact(['GET /users/{id}'], ['GET /users/{id}', 'GET /users/{user}'])).toEqual({
      allow: ['GET /users/*'],
      deny: [],
    });
  });

  test('keeps the other values of a bound parameter out, whatever else is granted', () => {
    const routes = ['GET /users/{id}', 'GET /users/{id}/keys', 'GET /users/{id}/keys/{key}'];
    const granted = routes.map((route) => `${route} id=42`);
    expect(compact(granted, routes)).toEqual({ allow: ['GET /users/42/*', 'GET /users/42'], deny: [] });
  });

  test('denies the trailing slash of a collection whose items are granted', () => {
    expect(compact(['GET /users/{id}'], ['GET /users', 'GET /users/{id}'])).toEqual({
      allow: ['GET /users/*'],
      deny: ['GET /users/'],
    });
  });

  test('denies what lies below a granted item, with and without a trailing slash', () => {
    const { allow, deny } = compact(['GET /users/{id}'], ['GET /users/{id}', 'GET /users/{id}/keys']);
    expect(allow).toEqual(['GET /users/*']);
    expect([...deny].sort()).toEqual(['GET /users/*/keys', 'GET /users/*/keys/']);
  });

  test('denies a more specific route that a granted template would match', () => {
    const { allow, deny } = compact(
      ['GET /users/{id}'],
      ['GET /users/{id}', 'GET /users/me', 'PATCH /users/me'],
    );
    expect(allow).toEqual(['GET /users/*']);
    expect([...deny].sort()).toEqual(['GET /users/me', 'GET /users/me/']);
  });

  test('lets the route answer and not the grant, however specific a bound value makes that', () => {
    const routes = ['GET /users/{id}/{part}', 'GET /users/{id}/keys'];
    const { deny } = compact(['GET /users/{id}/{part} id=42'], routes);
    expect(deny).toEqual(['GET /users/*/keys', 'GET /users/*/keys/']);
  });

  test('denies nothing where the granted route is the more specific one', () => {
    expect(compact(['GET /users/me'], ['GET /users/{id}', 'GET /users/me'])).toEqual({
      allow: ['GET /users/me'],
      deny: [],
    });
    expect(compact(['GET /a/{x}'], ['GET /a/{x}', 'GET /{y}/b'])).toEqual({ allow: ['GET /a/*'], deny: [] });
  });

  test('denies the more specific of two templates that meet', () => {
    expect(compact(['GET /{y}/b'], ['GET /a/{x}', 'GET /{y}/b'])).toEqual({
      allow: ['GET /*/b'],
      deny: ['GET /a/*'],
    });
  });

  test('denies single requests where denying their route would hit what is granted', () => {
    const routes = ['GET /users/{id}', 'GET /{kind}/7'];
    expect(compact(['GET /users/{id} id=42', 'GET /{kind}/7'], routes)).toEqual({
      allow: ['GET /users/42', 'GET /*/7'],
      deny: ['GET /users/7'],
    });
    expect(compact(['GET /a/{proxy+}'], ['GET /a/{proxy+}', 'GET /{proxy+}'])).toEqual({
      allow: ['GET /a/*'],
      deny: ['GET /*/'],
    });
    expect(compact(['GET /users/{id}'], ['GET /users/{id}', 'GET /{proxy+}'])).toEqual({
      allow: ['GET /users/*'],
      deny: ['GET /*/', 'GET /users/*/*'],
    });
  });

  test('denies a single request with its trailing slash, and nothing below', () => {
    const routes = ['GET /a/', 'GET /b/{y}', 'GET /{x}'];
    expect(compact(routes.slice(0, 2), routes)).toEqual({
      allow: ['GET /a/', 'GET /b/*'],
      deny: ['GET /b/'],
    });
  });

  test('knows greedy parameters and the root', () => {
    expect(compact(['GET /files/{proxy+}'], ['GET /files/{proxy+}', 'GET /files'])).toEqual({
      allow: ['GET /files/*'],
      deny: ['GET /files/'],
    });
    expect(compact(['GET /{proxy+}'], ['GET /{proxy+}', 'GET /'])).toEqual({
      allow: ['GET /*'],
      deny: ['GET /'],
    });
    expect(compact(['GET /'], ['GET /{proxy+}', 'GET /'])).toEqual({ allow: ['GET /'], deny: [] });
    expect(compact(['GET /files/{proxy+} proxy=readme'], ['GET /files/{proxy+}'])).toEqual({
      allow: ['GET /files/readme'],
      deny: [],
    });
  });

  test('knows routes for any verb', () => {
    expect(compact(['* /a'], ['* /a', 'GET /b'])).toEqual({ allow: ['* /a'], deny: [] });
    expect(compact(['* /a'], ['* /a', 'DELETE /a'])).toEqual({ allow: ['* /a'], deny: ['DELETE /a'] });
    expect(compact(['DELETE /a'], ['* /a', 'DELETE /a'])).toEqual({ allow: ['DELETE /a'], deny: [] });
  });

  test('names the verbs of a route for any verb where `*` would reach over slashes', () => {
    expect(compact(['* /a'], ['* /a', 'GET /b/a'])).toEqual({
      allow: ['GET /a', 'POST /a', 'PUT /a', 'PATCH /a', 'HEAD /a', 'DELETE /a', 'OPTIONS /a'],
      deny: [],
    });
    expect(compact(['* /{tenant}/{proxy+} tenant=42'], ['* /{tenant}/{proxy+}']).allow).toContain(
      'GET /42/*',
    );
  });

  test('takes paths with and without a leading or a trailing slash', () => {
    expect(compact(['GET a/'], ['GET /a/', 'GET /b'])).toEqual({ allow: ['GET /a/'], deny: [] });
  });

  test('is the same however often it is asked', () => {
    expect(compact(users.slice(1), users)).toEqual(compact(users.slice(1), users));
  });
});

describe('compactGrants refuses', () => {
  test('a grant of a route that the API does not have', () => {
    const refusal = { code: 'unknown_route', message: 'A grant names a route that the API does not have.' };
    expect(thrownBy(() => compact(['GET /user'], users))).toEqual(refusal);
    expect(thrownBy(() => compact(['PUT /users'], users))).toEqual(refusal);
    expect(thrownBy(() => compact(['GET /users/{id+}'], users))).toEqual(refusal);
  });

  test('a parameter that the route does not have', () => {
    expect(thrownBy(() => compact(['GET /users/{id} user=42'], users))).toEqual({
      code: 'invalid_path',
      message: 'A grant binds a parameter that its route does not have.',
    });
    expect(thrownBy(() => compact(['GET /users users=42'], users)).code).toBe('invalid_path');
  });

  test.each(['', '*', '4*', 'a/b', '..%2f/x', '{id}', '?', 'a b', '${aws:username}'])(
    'the bound value %j',
    (id) => {
      const routes = [{ verb: 'GET', path: '/users/{id}' }] as const;
      expect(thrownBy(() => compactGrants([{ ...routes[0], params: { id } }], routes))).toEqual({
        code: 'invalid_path',
        message: 'A segment of a route, or a bound value, is not plain text.',
      });
    },
  );

  test('a wildcard in a route', () => {
    expect(thrownBy(() => compact([], ['GET /users/*'])).code).toBe('invalid_path');
  });

  test('a path and a verb that are none', () => {
    expect(thrownBy(() => compact([], ['GET /a#b'])).code).toBe('invalid_path');
    expect(thrownBy(() => compact([], ['get /a']))).toEqual({
      code: 'invalid_verb',
      message: 'The verb of a route is not one of HttpVerb.',
    });
  });

  test('a grant that no policy can express', () => {
    const refusal = {
      code: 'inexpressible_grant',
      message: 'No policy separates what is granted as GET/* from the rest of GET/b/{}.',
    };
    expect(thrownBy(() => compact(['GET /{proxy+}'], ['GET /{proxy+}', 'GET /b/{id}']))).toEqual(refusal);
  });

  test('grants that would take more denials than an answer has room for', () => {
    const others = Array.from({ length: 51 }, (_, index) => `GET /other${index}`);
    const withOthers = (count: number): readonly string[] => ['GET /{x}', ...others.slice(0, count)];
    expect(compact(['GET /{x}'], withOthers(50)).deny).toHaveLength(100);
    expect(thrownBy(() => compact(['GET /{x}'], withOthers(51))).code).toBe('inexpressible_grant');
  });
});

describe('under a policy of compacted grants', () => {
  const scope = { region: 'eu-west-1', accountId: '123456789012', apiId: 'abc', stage: 'prod' };
  const words = ['a', 'b', 'keys'];
  const values = ['a', 'keys', '42', 'new', 'a/b', 'x/y/keys'];

  const segment = fc.constantFrom(...words, ...words, '{p}', '{q}');
  const path = fc
    .tuple(fc.array(segment, { maxLength: 3 }), fc.constantFrom('', '', '', '/{proxy+}'))
    .map(
      ([segments, end]) =>
        `/${segments.map((each, index) => each.replace('}', `${index}}`)).join('/')}${end}`,
    )
    .map((each) => each.replace('//', '/'));
  const verb = fc.constantFrom<HttpVerb>('GET', 'GET', 'POST', 'POST', 'DELETE', '*');
  const route = fc.record({ verb, path });
  const table = fc.uniqueArray(route, {
    minLength: 1,
    maxLength: 8,
    selector: (each) => `${each.verb} ${each.path.replaceAll(/[pq]\d(?=\})/g, '')}`,
  });
  const api = table.chain((routes) =>
    fc.record({
      routes: fc.constant(routes),
      granted: fc.subarray(routes).chain((some) => fc.tuple(...some.map(withSomeBound))),
      fillings: fc.array(fc.array(fc.constantFrom(...values), { minLength: 3, maxLength: 3 }), {
        minLength: 4,
      }),
    }),
  );

  function withSomeBound(granted: Route): fc.Arbitrary<Grant> {
    const names = [...granted.path.matchAll(/\{(\w+)/g)].map(([, name = '']) => name);
    return fc.subarray(names).chain((bound) =>
      fc.constantFrom('42', 'keys').map((value) => ({
        ...granted,
        params: Object.fromEntries(bound.map((name) => [name, value])),
      })),
    );
  }

  const decide = (policy: AuthPolicy | undefined, request: { verb: string; path: string }): string =>
    evaluate(policy?.build().policyDocument, {
      action: 'execute-api:Invoke',
      resource: formatMethodArn({ partition: 'aws', ...scope, ...request, verb: request.verb as HttpVerb }),
    });

  const policyOf = (granted: readonly Grant[], routes: readonly Route[]): AuthPolicy | undefined =>
    granted.length === 0
      ? undefined
      : new AuthPolicy('user', scope).addGrants(compactGrants(granted, routes));

  const isInexpressible = (error: unknown): boolean =>
    error instanceof PolicyError && error.code === 'inexpressible_grant';

  test('each granted request is allowed and no ungranted one, with or without a trailing slash', () => {
    fc.assert(
      fc.property(api, ({ routes, granted, fillings }) => {
        let policy: AuthPolicy | undefined;
        try {
          policy = policyOf(granted, routes);
        } catch (error) {
          if (isInexpressible(error)) return;
          throw error;
        }
        for (const filling of fillings) {
          for (const each of routes) {
            const request = fillIn(each, filling[0]?.startsWith('x') ? 'PUT' : 'POST', filling);
            const expected = isGranted(request, granted, routes);
            if (expected !== undefined) expect(decide(policy, request)).toBe(expected ? 'allow' : 'deny');
            const slashed = { ...request, path: `${request.path}/` };
            if (isGranted(slashed, granted, routes) === false) expect(decide(policy, slashed)).toBe('deny');
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  test('there are never more allowances than grants, and no denial for routes without parameters', () => {
    const plain = fc.record({
      verb: fc.constantFrom<HttpVerb>('GET', 'POST'),
      path: fc.constantFrom('/a', '/b', '/a/b', '/b/a', '/'),
    });
    const plainApi = fc
      .uniqueArray(plain, { selector: ({ verb: v, path: p }) => `${v} ${p}` })
      .chain((routes) => fc.record({ routes: fc.constant(routes), granted: fc.subarray(routes) }));
    fc.assert(
      fc.property(plainApi, ({ routes, granted }) => {
        const { allow, deny } = compactGrants(granted, routes);
        expect(allow.length).toBeLessThanOrEqual(granted.length);
        expect(deny).toEqual([]);
      }),
    );
  });
});
