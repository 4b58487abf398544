import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import {
  AuthPolicy,
  HttpVerb,
  compileGrants,
  evaluate,
  formatMethodArn,
  type Grant,
  type Route,
} from './index.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const own = readFileSync(new URL(import.meta.url), 'utf8');

/** Code without its layout, import lines and remarks. */
const gist = (code: string): string =>
  code
    .replaceAll(/^import .*$/gm, '')
    .replaceAll(/\/\/ .*$/gm, '')
    .replaceAll(/\s+/g, '');

test('the examples of the README are the code of these tests', () => {
  const examples = [...readme.matchAll(/```ts\n(?<code>.*?)```/gs)].map(
    (match) => match.groups?.['code'] ?? '',
  );
  expect(examples).toHaveLength(2);
  const statements = examples
    .flatMap((example) => gist(example).split(/(?<=;)/))
    .filter((each) => each !== '');
  const tested = gist(own);
  expect(statements.filter((each) => !tested.includes(each.replace(/;$/, '')))).toEqual([]);
});

test('the first example decides as it says', () => {
  const api = { region: 'eu-west-1', accountId: '123456789012', apiId: 'abc123', stage: 'prod' };

  const answer = new AuthPolicy('user-42', api)
    .allowMethod(HttpVerb.GET, '/pets/{id}')
    .denyMethod(HttpVerb.GET, '/pets/secret')
    .allowMethodWithConditions(HttpVerb.POST, '/pets', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })
    .build({ sub: 'user-42', roles: 'keeper' });

  const call = (verb: HttpVerb, path: string, sourceIp: string) =>
    evaluate(answer.policyDocument, {
      action: 'execute-api:Invoke',
      resource: formatMethodArn({ partition: 'aws', ...api, verb, path }),
      context: { 'aws:SourceIp': sourceIp },
    });

  expect(call('GET', '/pets/7', '198.51.100.1')).toBe('allow');
  expect(call('GET', '/pets/secret', '198.51.100.1')).toBe('deny');
  expect(call('POST', '/pets', '203.0.113.9')).toBe('allow');
  expect(call('POST', '/pets', '198.51.100.1')).toBe('deny');
});

test('the second example compiles to what it says', () => {
  const routes: Route[] = [
    { verb: 'GET', path: '/users' },
    { verb: 'GET', path: '/users/{id}' },
    { verb: 'PATCH', path: '/users/{id}' },
  ];
  const own: Grant[] = routes.slice(1).map((route) => ({ ...route, params: { id: 'user-42' } }));

  expect(compileGrants(own, routes)).toEqual({
    allow: [
      { verb: 'GET', path: '/users/user-42' },
      { verb: 'PATCH', path: '/users/user-42' },
    ],
    deny: [],
  });
  expect(compileGrants(routes.slice(1, 2), routes)).toEqual({
    allow: [{ verb: 'GET', path: '/users/*' }],
    deny: [{ verb: 'GET', path: '/users/' }],
  });
});
