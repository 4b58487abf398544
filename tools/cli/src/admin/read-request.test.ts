import { expect, test } from '@jest/globals';
import { readRequest } from './read-request.ts';

test.each([
  [['grant', 'a@b.c'], { email: 'a@b.c', role: 'admin', force: false }],
  [['grant', 'a@b.c', 'clerk', '--force'], { email: 'a@b.c', role: 'clerk', force: true }],
  [['erase', 'a@b.c'], { email: 'a@b.c', role: '', force: false }],
  [['list'], { email: '', role: '', force: false }],
  [['list', '--email', 'a@b.c'], { email: 'a@b.c', role: '', force: false }],
])('%j is read', (words, asked) => {
  expect(readRequest(words).asked).toEqual(asked);
});

test.each([
  [[]],
  [['promote', 'a@b.c']],
  [['constructor', 'a@b.c']],
  [['show']],
  [['show', '']],
  [['show', 'a@b.c', 'clerk']],
  [['disable', 'a@b.c', '--force']],
  [['erase', '--email', 'a@b.c']],
  [['grant', 'a@b.c', 'clerk', 'porter']],
  [['list', 'a@b.c']],
  [['list', '--email', '']],
  [['list', '--force']],
  [['list', '--al']],
])('%j is refused with the usage, which has a line for each command', (words) => {
  expect(() => readRequest(words)).toThrow(
    /^usage: npm run admin -- COMMAND EMAIL\n {2}list .*\n {2}show EMAIL /,
  );
});

test('user is neither granted nor revoked', () => {
  expect(() => readRequest(['revoke', 'a@b.c', 'user', '--force'])).toThrow('user is given to every account');
});

test.each(['', 'Clerk', '1st', 'a b', 'a'.repeat(65), 'clerk\n'])('%j is no name of a role', (role) => {
  expect(() => readRequest(['grant', 'a@b.c', role])).toThrow('a role is a name of at most 64');
});
