import { expect, test } from '@jest/globals';
import { readImportRequest } from './read-request.ts';

const PLAIN = { format: 'gatehouse', dryRun: false, ignored: [] };

test.each([
  [['a.jsonl'], { source: 'a.jsonl', ...PLAIN }],
  [['--dry-run', 'a.jsonl'], { source: 'a.jsonl', ...PLAIN, dryRun: true }],
  [
    ['a.csv', '--format', 'cognito', '--missing-name', '-'],
    { source: 'a.csv', ...PLAIN, format: 'cognito', missingName: '-' },
  ],
  [
    ['a.json', '--format=firebase', '--hash-config', 'b'],
    { source: 'a.json', ...PLAIN, format: 'firebase', hashConfig: 'b' },
  ],
  [
    ['a.jsonl', '--ignore', '__v', '--ignore', 'age'],
    { source: 'a.jsonl', ...PLAIN, ignored: ['__v', 'age'] },
  ],
  [['mongodb://h/myDB.registrations'], { source: 'mongodb://h/myDB.registrations', ...PLAIN, format: null }],
])('%j is read', (args, request) => {
  expect(readImportRequest(args)).toEqual(request);
});

test.each([
  [[]],
  [['']],
  [['a.jsonl', 'b.jsonl']],
  [['a.jsonl', '--format', 'okta']],
  [['a.jsonl', '--format']],
  [['a.jsonl', '--force']],
  [['a.jsonl', '--hash-config', 'b']],
  [['a.jsonl', '--hashes', 'b']],
  [['a.jsonl', '--missing-name', '-']],
  [['a.jsonl', '--format', 'auth0', '--ignore', 'picture']],
  [['mongodb+srv://h/myDB.registrations', '--format', 'auth0']],
  [['postgres://ada:s3cret@h/db', '--format', 'supabase']],
])('%j is answered with the usage', (args) => {
  expect(() => readImportRequest(args)).toThrow(/^usage: npm run import -- FILE\|MONGODB-URL/);
  expect(() => readImportRequest(args)).not.toThrow(/s3cret/);
});

test('an option that fits nothing else there is named behind it', () => {
  expect(() => readImportRequest(['a.json', '--hashes', 'b'])).toThrow(/\n--hashes is for --format auth0$/);
});

test('a collection is one in any letter case, and never the name of a file', () => {
  expect(readImportRequest(['MongoDB://ada:s3cret@h/a.b'])).toMatchObject({ format: null });
});
