import { expect, test } from '@jest/globals';
import { parametersOf, pathOf } from './path.ts';

test('the parameters of a path are named from left to right', () => {
  expect(parametersOf('/orders/{customer}/lines/{line}')).toEqual(['customer', 'line']);
});

test('a path takes values for its parameters, whatever they hold', () => {
  const route = { path: '/orders/{customer}/lines/{line}' } as const;
  expect(pathOf(route, { customer: 'a/b $&', line: '7' })).toBe('/orders/a%2Fb%20%24%26/lines/7');
});
