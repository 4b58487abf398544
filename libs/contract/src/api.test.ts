import { describe, expect, test } from '@jest/globals';
import Type from 'typebox';
import { api, DeclarationError } from './api.ts';
import { closed, Id } from './fields.ts';
import { problemsOf } from './problems-of.ts';
import { route, type RouteDeclaration } from './route.ts';

const order = route({
  method: 'GET',
  path: '/orders/{id}',
  summary: 'One order',
  callers: { self: true },
  pathParameters: closed({ id: Id }),
  answers: { 200: closed({ id: Id }) },
  problems: [],
});

const TAKEN = closed({ refresh_token: Type.Optional(Type.String()) });
const POST = { method: 'POST' as const };
const exchange = { ...POST, body: TAKEN, answers: { 200: TAKEN } };

const list = (routes: Record<string, RouteDeclaration>): unknown =>
  api({ name: 'orders', title: 'Orders', routes });

test('an API lists its routes by path and method, as they were declared', () => {
  const all = { ...order, path: '/orders', pathParameters: closed({}) };
  const routes = {
    remove: { ...order, method: 'DELETE' as const },
    order,
    place: { ...all, method: 'POST' as const },
    all,
  };
  const { routes: listed } = api({ name: 'orders', title: 'Orders', routes });
  expect(listed).toEqual(routes);
  expect(Object.keys(listed)).toEqual(['all', 'place', 'order', 'remove']);
});

describe('a declaration is refused, by the name of its route and the rule', () => {
  test.each<[string, Partial<RouteDeclaration>, string]>([
    ['a path of another API', { path: '/users/{id}' }, 'its path must start with /orders'],
    ['a path that does not start with a slash', { path: 'orders/{id}' }, 'its path must start with /orders'],
    ['an empty segment', { path: '/orders//{id}' }, 'its path has a segment that is none'],
    ['a slash at its end', { path: '/orders/{id}/' }, 'its path has a segment that is none'],
    ['a parameter inside a segment', { path: '/orders/x{id}' }, 'its path has a segment that is none'],
    ['a parameter that stands twice', { path: '/orders/{id}/{id}' }, 'a parameter stands twice in its path'],
    ['a parameter without a schema', { path: '/orders/{id}/{item}' }, 'its parameter {item} has no schema'],
    ['a schema without its parameter', { path: '/orders' }, 'its path has no parameter {id}'],
    ['nobody', { callers: {} }, 'nobody may call it: it needs roles or self'],
    ['nobody, by an empty list', { callers: { roles: [] } }, 'nobody may call it: it needs roles or self'],
    ['a role of another form', { callers: { roles: ['Clerk'] } }, 'a role must be a name'],
    ['tokens that are not said', { answers: { 200: TAKEN } }, 'its refreshToken must be issued'],
    ['a token exchanged as if issued', { ...exchange, refreshToken: 'issued' }, 'must be exchanged'],
    ['a token taken in silence', { ...POST, body: TAKEN }, 'its refreshToken must be ended'],
    ['tokens that are none', { ...POST, refreshToken: 'issued' }, 'its refreshToken must be left out'],
    ['tokens of a GET', { answers: { 200: TAKEN }, refreshToken: 'issued' }, 'must be a POST'],
    ['a self that is no parameter', { callers: { self: 'customer' } }, 'self must be true or a parameter'],
  ])('%s', (_what, changed, rule) => {
    const declare = (): unknown => list({ order: { ...order, ...changed } });
    expect(declare).toThrow(DeclarationError);
    expect(declare).toThrow(rule);
    expect(declare).toThrow(/^order \((GET|POST) /);
  });

  test('two of one method and path, whatever their parameters are called', () => {
    const other = { ...order, path: '/orders/{number}', pathParameters: closed({ number: Id }) };
    expect(() => list({ order, other })).toThrow('order has the same method and path');
    expect(() => list({ order, other: { ...order, method: 'DELETE' } })).not.toThrow();
  });
});

test('what a route does with refresh tokens is said, in either form of a body', () => {
  const body = Type.Union([TAKEN, closed({ id: Id })]);
  const declare = (): unknown => list({ order: { ...order, ...exchange, body, refreshToken: 'exchanged' } });
  expect(declare).not.toThrow();
});

test('a path parameter without a schema does not compile', () => {
  const { pathParameters, ...without } = order;
  // @ts-expect-error -- no schema for {id}
  route(without);
  // @ts-expect-error -- a schema for a parameter that is not there
  route({ ...without, path: '/orders', pathParameters });
  expect.assertions(0);
});

describe('the codes of a route', () => {
  const codesOf = (changed: Partial<RouteDeclaration>): readonly string[] =>
    problemsOf({ ...order, ...changed });

  test('are its own, and those of its form, each once', () => {
    const codes = codesOf({ body: closed({}), problems: ['not_found', 'email_taken'] });
    expect(codes).toEqual(
      expect.arrayContaining(['malformed_body', 'unauthorized', 'forbidden', 'not_found', 'email_taken']),
    );
    expect(new Set(codes).size).toBe(codes.length);
  });

  test('of a public one without input are those that every answer may have', () => {
    const { pathParameters: _none, ...rest } = order;
    expect(problemsOf({ ...rest, path: '/orders', callers: 'anyone' })).toEqual([
      'malformed_body',
      'body_too_large',
      'too_many_attempts',
      'internal_error',
      'timed_out',
    ]);
  });

  test('have what is not there where a path may name anything, and not where it names the caller alone', () => {
    expect(codesOf({ callers: { self: 'id', roles: ['clerk'] }, problems: [] })).toContain('not_found');
    expect(codesOf({ callers: { self: 'id' }, problems: [] })).not.toContain('not_found');
  });

  test('have the refusal of a cookie where it can be asked for', () => {
    expect(codesOf({ callers: 'anyone', refreshToken: 'issued' })).toEqual(
      expect.arrayContaining(['forbidden', 'validation_failed']),
    );
  });

  test('name what does not fit a query', () => {
    expect(codesOf({ query: closed({ limit: Type.Integer() }) })).toContain('validation_failed');
  });
});
