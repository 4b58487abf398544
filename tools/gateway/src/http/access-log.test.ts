import { expect, test } from '@jest/globals';
import { accessLine } from './access-log.ts';

const entry = { method: 'GET', status: 200, startedAtMs: 1000, requestId: 'r-1' };

test('a line names method, path, status, time and request, and nothing of the query', () => {
  expect(accessLine({ ...entry, target: '/users/me?token=x' }, 1012.4)).toBe('GET /users/me 200 12 ms r-1');
});

test('a path cannot make a second line, or move the cursor', () => {
  expect(accessLine({ ...entry, target: '/a\nGET /b\u001b[2J' }, 1000)).toBe(
    'GET /a?GET?/b?[2J 200 0 ms r-1',
  );
});
