import { expect, test } from '@jest/globals';
import { readEnvironment } from './environment.ts';
import { referenceOrPath } from './path-reference.ts';
import { describeReference, type PathReference } from './reference.ts';

const read = (TABLES: string | undefined, more = {}) =>
  readEnvironment({ TABLES, ...more }, { TABLES: referenceOrPath({ secret: false, fallback: null }) }).TABLES;

test('a trailing slash means every parameter below, in Lambda too', () => {
  const path = { from: 'ssm-path', variable: 'TABLES', path: '/shop/tables' };
  expect(read('ssm:/shop/tables/')).toEqual(path);
  expect(read('ssm:/shop/tables/', { AWS_LAMBDA_FUNCTION_NAME: 'f' })).toEqual(path);
  expect(describeReference(path as PathReference)).toBe('TABLES (ssm:/shop/tables/)');
});

test('all else is a reference as ever', () => {
  expect(read('ssm:/shop/tables')).toMatchObject({ from: 'ssm', path: '/shop/tables' });
  expect(read('{}')).toMatchObject({ from: 'in-place' });
  expect(read('{"a":"ssm:/"}')).toMatchObject({ from: 'in-place' });
  expect(read(undefined)).toBeNull();
});

test.each(['ssm:/', 'ssm://', 'ssm:shop/', 'ssm:/shop//', 'ssm:/sh*p/', 'ssm:/shop:1/', 'ssm:/a b/'])(
  '%j is refused, by the rule',
  (value) => {
    expect(() => read(value)).toThrow('TABLES: must name a path of parameters such as ssm:/path/');
  },
);
