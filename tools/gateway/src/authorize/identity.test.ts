import { expect, test } from '@jest/globals';
import type { Call } from '../events/call.ts';
import type { AuthorizerModel, IdentitySource } from '../template/model.ts';
import { identify } from './identity.ts';

const SOURCES: readonly IdentitySource[] = [
  { from: 'header', name: 'x-who' },
  { from: 'querystring', name: 'tenant' },
  { from: 'context', name: 'identity.sourceIp' },
];

const valuesOf = (query: string, ...who: string[]) => {
  const identity = identify(
    { identity: { type: 'REQUEST', sources: SOURCES } } as unknown as AuthorizerModel,
    {
      request: { headers: who.map((value) => ['X-Who', value]) },
      target: { query },
      context: { identity: { sourceIp: '192.0.2.1' } },
    } as unknown as Call,
  );
  return identity?.type === 'REQUEST' ? identity.values : null;
};

test('the identity of a request has every value of every source, since the function sees them all', () => {
  expect(valuesOf('tenant=a&x=y&tenant=b', 'ada', 'grace')).toEqual([
    ['ada', 'grace'],
    ['a', 'b'],
    ['192.0.2.1'],
  ]);
  expect(valuesOf('tenant=b', 'ada, grace')).toEqual([['ada, grace'], ['b'], ['192.0.2.1']]);
});

test.each([
  ['tenant=a', []],
  ['tenant=a', ['']],
  ['tenant=a', ['ada', '']],
  ['', ['ada']],
  ['tenant', ['ada']],
  ['tenant=a&tenant=', ['ada']],
])('a source without a value, or whose last one is empty, is none: %j, %j', (query, who) => {
  expect(valuesOf(query, ...who)).toBeNull();
});
