import { describe, expect, test } from '@jest/globals';
import { leaveOut } from '@gatehouse/test-support';
import { Binary, MongoClient, ObjectId } from 'mongodb';
import { openCollectionSource, readCollectionUrl } from './collection-source.ts';

describe('the URL of a collection', () => {
  test.each([
    [
      'mongodb://127.0.0.1:27017/myDB.registrations',
      'mongodb://127.0.0.1:27017/myDB',
      'myDB',
      'registrations',
    ],
    [
      'mongodb://127.0.0.1:27017/myDB/registrations',
      'mongodb://127.0.0.1:27017/myDB',
      'myDB',
      'registrations',
    ],
    [
      'mongodb://ada:s3cret@a.example,b.example/people.old.users?replicaSet=rs0',
      'mongodb://ada:s3cret@a.example,b.example/people?replicaSet=rs0',
      'people',
      'old.users',
    ],
  ])('%s names both', (source, url, database, collection) => {
    expect(readCollectionUrl(source)).toEqual({ url, database, collection });
  });

  test.each([
    'mongodb://127.0.0.1:27017',
    'mongodb://127.0.0.1:27017/myDB',
    'mongodb://ada:s3cret@h/myDB.',
    'mongodb://ada:s3cret@h/.registrations',
    'mongodb://ada:s3cret@h/my$DB.registrations',
    'mongodb://ada:s3cret@h/myDB.registrations?s3cret=1',
    'mongodb://ada:s3cret@h/myDB.registrations?tls=s3cret',
    'mongodb://ada:s3:cret@h/myDB.registrations',
  ])('%s is refused without being repeated', (source) => {
    const read = () => readCollectionUrl(source);
    expect(read).toThrow(/^MONGODB-URL must /);
    expect(read).not.toThrow(/s3cret|ada/);
  });
});

test('a server that is away is told of, and no password', async () => {
  const url = 'mongodb://ada:s3cret@127.0.0.1:1/myDB.registrations?serverSelectionTimeoutMS=1';
  const opening = openCollectionSource(url);
  await expect(opening).rejects.toThrow(/^the collection cannot be read: /);
  await expect(opening).rejects.not.toThrow(/s3cret/);
});

const TEST_URL = process.env['MONGODB_TEST_URL'];
if (TEST_URL === undefined) leaveOut('an import from a collection', 'MONGODB_TEST_URL is not set');
else {
  test('a server that lets nobody in is told of, and nothing keeps the process alive', async () => {
    const url = TEST_URL.replace('//', '//ada:s3cret@').replace('/?', '/myDB.registrations?');
    await expect(openCollectionSource(url)).rejects.toThrow(/^the collection cannot be read: (?!.*s3cret)/);
    const isClosed = (): boolean => !process.getActiveResourcesInfo().includes('TCPSocketWrap');
    while (!isClosed()) await new Promise((done) => setTimeout(done, 10));
  });

  test('a collection is its documents in the order of their ids, with bytes and ids as they are', async () => {
    const name = `import-${process.pid}-${Date.now()}`;
    const client = new MongoClient(TEST_URL);
    const documents = client.db(name).collection('registrations');
    const ids = [new ObjectId(), new ObjectId(), new ObjectId()];
    const password = Buffer.from('$2b$12$bytes');
    await documents.insertMany(ids.toReversed().map((_id) => ({ _id, password: new Binary(password) })));
    const source = await openCollectionSource(TEST_URL.replace('/?', `/${name}.registrations?`));
    const found = [];
    for await (const { line, read } of source.records) found.push([line, read()]);
    expect(found).toEqual(ids.map((_id, index) => [index + 1, { _id, password }]));
    expect(source.fraction()).toBe(1);
    await source.close();
    await client.db(name).dropDatabase();
    await client.close();
  });
}
