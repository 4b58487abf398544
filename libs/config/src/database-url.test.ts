// The three kinds of URL, and that no message repeats what a refused one holds.
import { describe, expect, test } from '@jest/globals';
import { parseDatabaseUrl } from './database-url.ts';
import { BrokenRule } from './errors.ts';

describe('a sqlite URL', () => {
  test.each([
    'gatehouse.db',
    './.gatehouse/gatehouse.db',
    '/var/lib/gatehouse.db',
    'a folder/what?.db',
    '///var/x.db',
  ])('names a file: sqlite:%s', (path) =>
    expect(parseDatabaseUrl(`sqlite:${path}`)).toEqual({ store: 'sqlite', path }),
  );

  test.each(['', ':memory:', 'folder/', '//host/gatehouse.db', 'nul\0.db'])(
    'is refused: sqlite:%j',
    (path) => {
      expect(() => parseDatabaseUrl(`sqlite:${path}`)).toThrow(BrokenRule);
    },
  );
});

describe('a mongodb URL', () => {
  test.each([
    ['mongodb://127.0.0.1:27017', 'gatehouse'],
    ['mongodb://127.0.0.1:27017/', 'gatehouse'],
    ['mongodb://127.0.0.1:27017/?directConnection=true', 'gatehouse'],
    ['mongodb://127.0.0.1:27017?directConnection=true', 'gatehouse'],
    ['mongodb://a.example,b.example:27018,[::1]:27019/people?replicaSet=rs0', 'people'],
    ['mongodb://ada:p%40ss%2Fword@db.example/people-1', 'people-1'],
    ['mongodb+srv://ada:pass@cluster.example/my_db?retryWrites=true&w=majority', 'my_db'],
    ['mongodb://db.example/?readPreferenceTags=dc:ny&readPreferenceTags=dc:la&MAXPOOLSIZE=1', 'gatehouse'],
    ['mongodb://%2Ftmp%2Fmongodb.sock/people', 'people'],
  ])('%s names its database', (url, name) => {
    expect(parseDatabaseUrl(url)).toEqual({ store: 'mongodb', url, name });
  });

  test.each([
    'mongodb:',
    'mongodb://',
    'mongodb:///people',
    'mongodb://ada:secret@',
    'mongodb://ada:sec/ret@db.example/people',
    'mongodb://ada:secret@db.example/people/more',
    'mongodb://ada:secret@db.example/people.db',
    'mongodb://ada:sec@ret@db.example/people',
    'mongodb://ada:sec:ret@db.example/people',
    'mongodb://ada:secret%@db.example/people',
    'mongodb://ada:secret@db.example:port/people',
    'mongodb://ada:secret@db.example,/people',
    'mongodb://ada:secret@db.example/?secret=1',
    'mongodb://ada:secret@db.example/?w=1&W=2',
    'mongodb://ada:secret@db.example/?replicaSet=',
    'mongodb+srv://ada:secret@db.example:27017/people',
    'mongodb+srv://ada:secret@db.example,other.example/people',
    'mongodb://ada:secret@db.example/pe$ople',
    'mongodb://ada:secret@db.example/pe ople',
    `mongodb://ada:secret@db.example/${'x'.repeat(64)}`,
    'mongodb+srv:ada:secret@db.example',
    'mongodbs://ada:secret@db.example',
  ])('%s is refused without being repeated', (url) => {
    const parse = () => parseDatabaseUrl(url);
    expect(parse).toThrow(BrokenRule);
    expect(parse).not.toThrow(/secret|ada:|db\.example/);
  });
});

describe('a dynamodb URL', () => {
  test.each([
    ['dynamodb://eu-central-1/gatehouse', 'eu-central-1', 'gatehouse', null],
    ['dynamodb://us-gov-west-1/My_table.2-b', 'us-gov-west-1', 'My_table.2-b', null],
    ['dynamodb://us-east-1/abc?endpoint=http://127.0.0.1:4567', 'us-east-1', 'abc', 'http://127.0.0.1:4567'],
    ['dynamodb://local/abc?endpoint=http%3A%2F%2Flocalhost%3A8000', 'local', 'abc', 'http://localhost:8000'],
    ['dynamodb://local/abc?endpoint=https://[::1]:8000', 'local', 'abc', 'https://[::1]:8000'],
  ])('%s names its table', (url, region, table, endpoint) => {
    expect(parseDatabaseUrl(url)).toEqual({ store: 'dynamodb', region, table, endpoint });
  });

  test.each([
    ['dynamodb:', 'must read dynamodb://REGION/TABLE'],
    ['dynamodb://eu-central-1', 'must read'],
    ['dynamodb://eu-central-1/', 'must read'],
    ['dynamodb://eu-central-1/table/more', 'must read'],
    ['dynamodb://eu-central-1/table#part', 'must read'],
    ['dynamodb:///gatehouse', 'must read'],
    ['dynamodb://gatehouse/eu-central-1', 'must name a region'],
    ['dynamodb://EU-CENTRAL-1/gatehouse', 'must name a region'],
    ['dynamodb://local/gatehouse', 'must name a region'],
    ['dynamodb://key:secret@eu-central-1/gatehouse', 'must name a region'],
    ['dynamodb://eu-central-1/ab', 'must name its table'],
    ['dynamodb://eu-central-1/ta%20ble', 'must name its table'],
    ['dynamodb://eu-central-1/table?region=eu-west-1', 'must have no option but endpoint'],
    [
      'dynamodb://local/table?endpoint=http://[::1]&endpoint=http://[::1]',
      'must have no option but endpoint',
    ],
    ['dynamodb://local/table?endpoint=', 'must name as endpoint'],
    ['dynamodb://local/table?endpoint=http://dynamodb.example:8000', 'must name as endpoint'],
    ['dynamodb://local/table?endpoint=https://dynamodb.example', 'must name as endpoint'],
    ['dynamodb://local/table?endpoint=http://127.0.0.1.example:8000', 'must name as endpoint'],
    ['dynamodb://local/table?endpoint=http://127.0.0.1:8000/path', 'must name as endpoint'],
    ['dynamodb://local/table?endpoint=http://key:secret@127.0.0.1:8000', 'must name as endpoint'],
    ['dynamodb://local/table?endpoint=http://127.0.0.1:65536', 'must name as endpoint'],
    ['dynamodb://local/table?endpoint=127.0.0.1:8000', 'must name as endpoint'],
  ])('%s is refused by its rule, without being repeated', (url, rule) => {
    const parse = () => parseDatabaseUrl(url);
    expect(parse).toThrow(rule);
    expect(parse).not.toThrow(/secret|example/);
  });
});

describe('any other URL', () => {
  test.each(['', 'gatehouse.db', 'postgres://ada:secret@db.example/x', 'SQLITE:x.db', ' sqlite:x.db'])(
    'is refused: %j',
    (url) =>
      expect(() => parseDatabaseUrl(url)).toThrow(
        'must be a mongodb://, mongodb+srv://, dynamodb:// or sqlite: URL',
      ),
  );
});
