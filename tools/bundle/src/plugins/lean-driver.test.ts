// That the driver reads a connection string with Node's URL as it does with whatwg-url, and misses nothing that a string can ask for.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import fc from 'fast-check';
import { ROOT, temporaryFolder } from '../testing/unpacked-app.ts';
import { leanDriver } from './lean-driver.ts';

interface Client {
  readonly options: {
    readonly hosts: readonly { toString(): string }[];
    readonly credentials?: object;
    readonly dbName: string;
  };
}

interface Driver {
  readonly MongoClient: new (url: string) => Client;
}

const requireOfDb = createRequire(join(ROOT, 'libs/db/src/index.ts'));
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let drivers: readonly [whole: Driver, lean: Driver];

beforeAll(async () => {
  folder = await temporaryFolder();
  const file = join(folder.path, 'driver.cjs');
  const { outputFiles, metafile } = await build({
    stdin: { contents: `module.exports = require('mongodb');`, resolveDir: join(ROOT, 'libs/db') },
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
    metafile: true,
    logLevel: 'silent',
    plugins: [leanDriver()],
  });
  expect(Object.keys(metafile.inputs).filter((path) => /whatwg-url|tr46/.test(path))).toEqual([
    'lean-driver:whatwg-url',
  ]);
  writeFileSync(file, outputFiles[0]?.contents ?? '');
  drivers = [requireOfDb('mongodb') as Driver, requireOfDb(file) as Driver];
});

afterAll(() => folder.remove());

/** What a driver makes of a URL: the options that it leads to, or that it is refused. */
const read = ({ MongoClient }: Driver, url: string): unknown => {
  try {
    const { hosts, credentials, dbName, ...others } = new MongoClient(url).options;
    const plain = Object.entries(others).filter(
      ([, value]) => typeof value !== 'object' && typeof value !== 'function',
    );
    return {
      hosts: hosts.map(String),
      credentials: { ...credentials },
      dbName,
      ...Object.fromEntries(plain),
    };
  } catch (error) {
    return `refused: ${(error as Error).name}`;
  }
};

describe('a connection string', () => {
  test.each([
    ['mongodb://localhost', true],
    ['mongodb://127.0.0.1:27018/gatehouse', true],
    ['mongodb://[::1]:27017/gatehouse?directConnection=true', true],
    ['mongodb://one.example:1,two.example:2,three.example/name?replicaSet=rs0&w=majority&journal=true', true],
    ['mongodb://ada:p%40ss%2Fw%3Ard@db.example/name?authSource=admin&authMechanism=SCRAM-SHA-256', true],
    ['mongodb://%C3%A4da:%F0%9F%94%91@db.example/?tls=true&maxPoolSize=7&appName=a%20b', true],
    ['mongodb://db.example/?readPreferenceTags=dc:ny,rack:1&readPreference=secondary', true],
    ['mongodb+srv://ada:secret@cluster0.example.net/name?retryWrites=true', true],
    ['mongodb+srv://one.example,two.example', false],
    ['mongodb+srv://one.example:27017', false],
    ['mongodb://MÜNCHEN.example/name', true],
    ['mongodb://db.example/na me', true],
    ['mongodb://ada@db.example', true],
    ['mongodb://a:b:c@db.example', false],
    ['mongodb://ada:pa/ss@db.example', false],
    ['mongodb://db.example:99999/name', false],
    ['mongodb://db.example/?noSuchOption=1', false],
    ['mongodb://db.example/?autoEncryption=keyVaultNamespace:a.b', false],
    ['mongodb://', false],
    ['mongodb:///name', false],
    ['http://db.example', false],
  ])('%s reads the same', (url, isGood) => {
    const [whole, lean] = drivers.map((driver) => read(driver, url));
    expect(lean).toEqual(whole);
    expect(typeof whole !== 'string').toBe(isGood);
  });

  test('of any text reads the same', () => {
    const part = fc.string({ unit: fc.constantFrom(...'ab1.-_~%4025F:@/?#[]&=,+ ä\u0000'), maxLength: 8 });
    const options = fc.constantFrom(
      '',
      '?w=1',
      '?appName=%zz',
      '?tls=1&',
      '?authSource=a%2Fb',
      '?maxPoolSize=x',
    );
    const text = fc
      .tuple(part, part, part, part, options)
      .map(([user, password, host, name, query]) => `mongodb://${user}:${password}@${host}/${name}${query}`);
    fc.assert(
      fc.property(text, (url) => {
        const [whole, lean] = drivers.map((driver) => read(driver, url));
        expect([url, lean]).toEqual([url, whole]);
      }),
      { numRuns: 500 },
    );
  });
});
