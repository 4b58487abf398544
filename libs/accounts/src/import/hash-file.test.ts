import { expect, test } from '@jest/globals';
import { readHashFile } from './hash-file.ts';
import { chunksOf, draftsIn } from './testing.ts';

const LINES = [
  { _id: { $oid: '5f0c2a9e1d3b4c5d6e7f8a9b' }, email: 'a@b.example', passwordHash: 'hash 1' },
  { _id: { $oid: '5f0c2a9e1d3b4c5d6e7f8a9c' }, alt_id: 'euclid', password_hash: 'hash 2' },
  { _id: { $oid: '5f0c2a9e1d3b4c5d6e7f8a9d' } },
  { email: 'a@b.example', passwordHash: 'hash 4' },
  { _id: { $oid: '5f0c2a9e1d3b4c5d6e7f8a9b' }, passwordHash: 'hash 5' },
];

test('hashes of a file of their own come to the users of their ids', async () => {
  const refusals: string[] = [];
  const content = LINES.map((line) => JSON.stringify(line)).join('\n');
  const { hashOf } = await readHashFile(chunksOf(`${content}\nhunter2`), (line, fault) =>
    refusals.push(`${line} ${fault.message}`),
  );
  expect(refusals).toEqual([
    '3 passwordHash is required',
    '4 _id is required, as an id that can be one here',
    '5 _id stands in an earlier line too',
    '6 must be JSON',
  ]);
  const users = ['auth0|5f0c2a9e1d3b4c5d6e7f8a9b', 'auth0|euclid', 'auth0|other'].map((user_id) =>
    JSON.stringify({ user_id }),
  );
  expect(await draftsIn('auth0', users.join('\n'), { hashOf })).toMatchObject([
    { draft: { password_hash: 'hash 1' } },
    { draft: { password_hash: 'hash 2' } },
    { draft: { id: 'other' } },
  ]);
});
