import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { answeringOf, isGranted, shapeOf } from './testing/api-router.ts';
import { thrownBy } from './testing/thrown.ts';
import { AuthPolicy } from './auth-policy.ts';
import { compileGrants, type Grant, type Route } from './compile-grants.ts';
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

const compile = (granted: readonly string[], routes: readonly string[]) => {
  const { allow, deny } = compileGrants(granted.map(grant), routes.map(grant));
  const toText = ({ verb, path }: Route): string => `${verb} ${path}`;
  return { allow: allow.map(toText), deny: deny.map(toText) };
};

const users = ['GET /users', 'GET /users/me', 'GET /users/{id}', 'PATCH /users/{id}', 'DELETE /users/{id}'];

describe('compileGrants', () => {
  test('allows each route as it is, and opens neither a verb nor a path', () => {
    expect(compile(users, users)).toEqual({
      allow: ['GET /users', 'GET /users/*', 'PATCH /users/*', 'DELETE /users/*'],
      deny: [],
    });
    const plain = ['GET /a/1', 'GET /a/2', 'POST /a/2'];
    expect(compile(plain, plain)).toEqual({ allow: plain, deny: [] });
  });

  test('gives nothing for nothing', () => {
    expect(compile([], users)).toEqual({ allow: [], deny: [] });
    expect(compile([], [])).toEqual({ allow: [], deny: [] });
  });

  test('keeps a bound parameter', () => {
    const own = ['GET /users/me', 'GET /users/{id} id=42', 'PATCH /users/{id} id=42'];
    expect(compile(own, users)).toEqual({
      allow: ['GET /users/me', 'GET /users/42', 'PATCH /users/42'],
      deny: [],
    });
  });

  test('names a grant once, and drops one that another covers', () => {
    const granted = ['GET /users/{id} id=42', 'GET /users', 'GET /users', 'GET /users/{id}'];
    expect(compile(granted, ['GET /users', 'GET /users/{id}', 'POST /users'])).toEqual({
      allow: ['GET /users', 'GET /users/*'],
      deny: [],
    });
  });

  test('takes templates for the same whose parameters have other names, but binds by the grant’s own', () => {
    expect(compile(['GET /users/{user} user=42'], ['GET /users/{id}'])).toEqual({
      allow: ['GET /users/42'],
      deny: [],
    });
    expect(compile(['GET /users/{id}'], ['GET /users/{id}', 'GET /users/{user}'])).toEqual({
      allow: ['GET /users/*'],
      deny: [],
    });
  });

  test('denies the trailing slash of a collection whose items are granted', () => {
    expect(compile(['GET /users/{id}'], ['GET /users', 'GET /users/{id}'])).toEqual({
      allow: ['GET /users/*'],
      deny: ['GET /users/'],
    });
  });

  test('denies what lies below a granted item, with and without a trailing slash', () => {
    expect(compile(['GET /users/{id}'], ['GET /users/{id}', 'GET /users/{id}/keys'])).toEqual({
      allow: ['GET /users/*'],
      deny: ['GET /users/*/keys', 'GET /users/*/keys/'],
    });
    expect(compile(['GET /users/{id}'], ['GET /users/{id}', 'PATCH /users/{id}/keys']).deny).toEqual([]);
  });

  test('denies what lies below a granted item of one’s own', () => {
    const routes = ['GET /users/{id}/orders/{order}', 'GET /users/{id}/orders/{order}/notes'];
    expect(compile([`${routes[0]} id=42`], routes)).toEqual({
      allow: ['GET /users/42/orders/*'],
      deny: ['GET /users/*/orders/*/notes', 'GET /users/*/orders/*/notes/'],
    });
  });

  test('denies what lies below a granted item under any name, though it takes the item’s slash along', () => {
    expect(compile(['GET /orders/{id}'], ['GET /orders/{id}', 'GET /orders/{id}/{part}'])).toEqual({
      allow: ['GET /orders/*'],
      deny: ['GET /orders/*/*'],
    });
  });

  test('denies a more specific route that a granted template would match', () => {
    const routes = ['GET /users/{id}', 'GET /users/me', 'PATCH /users/me'];
    expect(compile(['GET /users/{id}'], routes)).toEqual({
      allow: ['GET /users/*'],
      deny: ['GET /users/me', 'GET /users/me/'],
    });
  });

  test('lets the route answer and not the grant, however specific a bound value makes that', () => {
    const routes = ['GET /users/{id}/{part}', 'GET /users/{id}/keys'];
    const { deny } = compile(['GET /users/{id}/{part} id=42'], routes);
    expect(deny).toEqual(['GET /users/*/keys', 'GET /users/*/keys/']);
  });

  test('denies nothing where the granted route is the more specific one', () => {
    expect(compile(['GET /users/me'], ['GET /users/{id}', 'GET /users/me']).deny).toEqual([]);
    expect(compile(['GET /a/{x}'], ['GET /a/{x}', 'GET /{y}/b'])).toEqual({ allow: ['GET /a/*'], deny: [] });
  });

  test('denies the more specific of two templates that meet', () => {
    expect(compile(['GET /{y}/b'], ['GET /a/{x}', 'GET /{y}/b'])).toEqual({
      allow: ['GET /*/b'],
      deny: ['GET /a/*'],
    });
  });

  test('leaves a route to its handler where denying it would take what is granted', () => {
    const keys = ['GET /users/{id}', 'GET /users/{id}/keys'];
    expect(compile([keys[0]!, `${keys[1]} id=42`], keys)).toEqual({ allow: ['GET /users/*'], deny: [] });
    const below = ['GET /a/{x}', 'GET /a/{x}/k', 'GET /a/{x}/{y}/k'];
    expect(compile([below[0]!, below[2]!], below)).toEqual({ allow: ['GET /a/*'], deny: ['GET /a/*/k/'] });
    expect(compile(['GET /{proxy+}'], ['GET /{proxy+}', 'GET /b/{id}']).deny).toEqual(['GET /b/*/']);
  });

  test('denies it all the same where a third route, and not the granted one, answers what it would take', () => {
    const routes = ['GET /a/{x}', 'GET /a/{x}/k', 'GET /a/{x}/{y}/{z}', 'GET /a/{x}/{y}/k'];
    expect(compile([routes[0]!, routes[2]!], routes).deny).toContain('GET /a/*/k');
  });

  test('knows greedy parameters and the root', () => {
    expect(compile(['GET /files/{proxy+}'], ['GET /files/{proxy+}', 'GET /files'])).toEqual({
      allow: ['GET /files/*'],
      deny: ['GET /files/'],
    });
    expect(compile(['GET /{proxy+}'], ['GET /{proxy+}', 'GET /'])).toEqual({
      allow: ['GET /*'],
      deny: ['GET /'],
    });
    expect(compile(['GET /'], ['GET /{proxy+}', 'GET /'])).toEqual({ allow: ['GET /'], deny: [] });
    expect(compile(['GET /files/{proxy+} proxy=readme'], ['GET /files/{proxy+}'])).toEqual({
      allow: ['GET /files/readme'],
      deny: [],
    });
    expect(compile(['GET /a/{proxy+}'], ['GET /a/{proxy+}', 'GET /{proxy+}'])).toEqual({
      allow: ['GET /a/*'],
      deny: ['GET /*/'],
    });
  });

  test('names the verbs of a route for any verb, and denies one that a route of its own has', () => {
    const verbs = ['GET', 'POST', 'PUT', 'PATCH', 'HEAD', 'DELETE', 'OPTIONS'];
    expect(compile(['* /a'], ['* /a', 'GET /b']).allow.sort()).toEqual(
      verbs.map((verb) => `${verb} /a`).sort(),
    );
    expect(compile(['* /a'], ['* /a', 'DELETE /a']).deny).toEqual(['DELETE /a']);
    expect(compile(['DELETE /a'], ['* /a', 'DELETE /a'])).toEqual({ allow: ['DELETE /a'], deny: [] });
  });

  test('takes paths with and without a leading or a trailing slash', () => {
    expect(compile(['GET a/'], ['GET /a/', 'GET /b'])).toEqual({ allow: ['GET /a/'], deny: [] });
  });

  test('closes a route of admins beside a list of one’s own', () => {
    const routes = ['GET /orders', 'GET /invoices/{id}'];
    expect(compile(['GET /orders'], routes)).toEqual({ allow: ['GET /orders'], deny: [] });
  });
});

describe('compileGrants refuses', () => {
  test('a grant of a route that the API does not have', () => {
    const refusal = { code: 'unknown_route', message: 'A grant names a route that the API does not have.' };
    expect(thrownBy(() => compile(['GET /user'], users))).toEqual(refusal);
    expect(thrownBy(() => compile(['PUT /users'], users))).toEqual(refusal);
    expect(thrownBy(() => compile(['GET /users/{id+}'], users))).toEqual(refusal);
  });

  test('a parameter that the route does not have', () => {
    expect(thrownBy(() => compile(['GET /users/{id} user=42'], users))).toEqual({
      code: 'invalid_path',
      message: 'A grant binds a parameter that its route does not have.',
    });
    expect(thrownBy(() => compile(['GET /users users=42'], users)).code).toBe('invalid_path');
  });

  test.each(['', '*', '4*', 'a/b', '..%2f/x', '{id}', '?', 'a b', '${aws:username}'])(
    'the bound value %j',
    (id) => {
      const routes = [{ verb: 'GET', path: '/users/{id}' }] as const;
      expect(thrownBy(() => compileGrants([{ ...routes[0], params: { id } }], routes))).toEqual({
        code: 'invalid_path',
        message: 'A segment of a route, or a bound value, is not plain text.',
      });
    },
  );

  test('a wildcard in a route', () => {
    expect(thrownBy(() => compile([], ['GET /users/*'])).code).toBe('invalid_path');
  });

  test('a path and a verb that are none', () => {
    expect(thrownBy(() => compile([], ['GET /a#b'])).code).toBe('invalid_path');
    expect(thrownBy(() => compile([], ['get /a']))).toEqual({
      code: 'invalid_verb',
      message: 'The verb of a route is not one of HttpVerb.',
    });
  });
});

describe('under a policy of compiled grants', () => {
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
      : new AuthPolicy('user', scope).addGrants(compileGrants(granted, routes));

  /** Every request over these segments, in both forms. */
  const requests = [...words, ...values, 'x']
    .filter((value) => !value.includes('/'))
    .flatMap((one, _index, all) => [
      [one],
      ...all.map((two) => [one, two]),
      ...all.flatMap((two) => ['a', 'x', 'keys'].map((three) => [one, two, three])),
    ])
    .flatMap((segments) => [`/${segments.join('/')}`, `/${segments.join('/')}/`])
    .concat('/');

  const addSegment = (paths: readonly string[]): readonly string[] =>
    paths.flatMap((each) => [...words, '42', 'x'].map((next) => `${each}/${next}`));

  /** Requests up to six segments deep: a denial's `*` runs over slashes, and so takes what is deeper than any route. */
  const deepRequests = Array.from({ length: 6 })
    .reduce<readonly (readonly string[])[]>((levels) => [...levels, addSegment(levels.at(-1)!)], [['']])
    .slice(1)
    .flat()
    .concat('/');

  test('each granted request is allowed; an ungranted one is denied, unless the denial would take a granted one', () => {
    fc.assert(
      fc.property(api, fc.constantFrom('GET', 'POST', 'PUT'), ({ routes, granted }, verb) => {
        const policy = policyOf(granted, routes);
        const asked = requests.map((each) => ({ verb, path: each }));
        const owed = asked.filter((request) => !isSlashed(request) && isGranted(request, granted, routes));
        expect(owed.filter((request) => decide(policy, request) !== 'allow')).toEqual([]);
        const letIn = asked.filter(
          (request) => isGranted(request, granted, routes) === false && decide(policy, request) === 'allow',
        );
        for (const request of letIn) {
          const route = answeringOf(request, routes)!;
          const isHeld = granted.some((each) => shapeOf(each) === shapeOf(route));
          const denial = matcherOf(route, isSlashed(request));
          const takesGranted = (): boolean =>
            deepRequests.some(
              (each) => denial.test(each) && isGranted({ verb, path: each }, granted, routes) === true,
            );
          expect([request.path, isHeld || takesGranted()]).toEqual([request.path, true]);
        }
      }),
      { numRuns: 150 },
    );
  });

  /** The root is a slash, and ends in none. */
  const isSlashed = ({ path: asked }: { readonly path: string }): boolean =>
    asked.length > 1 && asked.endsWith('/');

  /** What a denial of the whole route would match. */
  const matcherOf = ({ path: of }: Route, slashed: boolean): RegExp =>
    new RegExp(`^${of.replaceAll(/\{[^}]+\}/g, '.*')}${slashed ? '/' : ''}$`);

  test('nothing is allowed but granted routes, with `*` for a parameter alone', () => {
    fc.assert(
      fc.property(api, ({ routes, granted }) => {
        const { allow } = compileGrants(granted, routes);
        const exact = granted.map(({ path: of, params = {} }) =>
          of.replaceAll(/\{([\w-]+)\+?\}/g, (_whole, name: string) => params[name] ?? '*'),
        );
        for (const { verb: allowed, path: pattern } of allow) {
          expect(exact).toContain(pattern);
          expect(allowed).not.toBe('*');
        }
      }),
      { numRuns: 150 },
    );
  });
});
