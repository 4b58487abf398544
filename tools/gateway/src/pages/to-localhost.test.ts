import { expect, test } from '@jest/globals';
import { asked } from './testing.ts';
import { toLocalhost } from './to-localhost.ts';

const locationFor = (target: string, sent: Parameters<typeof asked>[1] = {}) =>
  toLocalhost(asked(target, { host: '127.0.0.1:3000', ...sent }))?.headers.find(
    ([name]) => name === 'Location',
  )?.[1];

test('a browser that came by an address goes on by the name, on the same port', () => {
  expect(locationFor('/')).toBe('http://localhost:3000/');
  expect(locationFor('/console?x=1')).toBe('http://localhost:3000/console?x=1');
  expect(locationFor('/console', { host: '[::1]:8080' })).toBe('http://localhost:8080/console');
  expect(locationFor('/', { host: '127.0.0.1' })).toBe('http://localhost/');
  expect(locationFor('/', { method: 'HEAD' })).toBe('http://localhost:3000/');
  expect(locationFor('http://127.0.0.1:3000/console')).toBe('http://localhost:3000/console');
});

test.each([
  ['by the name already', '/', { host: 'localhost:3000' }],
  ['by the name of another machine', '/', { host: '127.0.0.1.example.com' }],
  ['for anything but a page', '/', { accept: '*/*' }],
  ['to write', '/console', { method: 'POST' }],
  ['to a route', '/users/me', {}],
  ['to another authority', '//example.com', {}],
  ['to a longer path', '/consoles', {}],
])('who comes %s is sent nowhere', (_how, target, request) =>
  expect(locationFor(target, request)).toBeUndefined(),
);
