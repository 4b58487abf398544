// A file that is gone, cut off or overwritten under each call of each store: the outcome is the right answer or
// store_unavailable, and with the file back the same open database goes on.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { everyCall, lookAt, newSample, reset } from '../contract/every-call.ts';
import { expectUnavailable } from '../contract/subject.ts';
import type { Database } from '../ports.ts';
import { openSqlite } from './index.ts';
import type { TemporaryFile } from './temporary.ts';
import { temporaryFile } from './temporary.ts';

const HALF_PAGE_BYTES = 2048;

const sample = newSample();

describe.each(everyCall)('%s on a file that', (name, call) => {
  let file: TemporaryFile;
  let database: Database;
  let whole: Buffer;
  beforeAll(async () => {
    file = await temporaryFile();
    const before = openSqlite(file.path);
    await before.migrate();
    await reset(before, sample, name);
    // The end of the last connection brings all into this one file.
    await before.close();
    whole = readFileSync(file.path);
    database = openSqlite(file.path, { timeoutMs: 50 });
  });
  afterAll(async () => {
    await database.close();
    await file.remove();
  });

  const replaceBy = (put: (path: string) => void): void => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(file.path + suffix, { recursive: true, force: true });
    put(file.path);
  };
  const restore = (): void => replaceBy((path) => writeFileSync(path, whole));
  const wayBack = async (): Promise<void> => {
    restore();
    const account = name.startsWith('users.insert') ? null : sample.account;
    expect(await lookAt(database, sample)).toMatchObject({ account });
  };

  test.each<[string, (path: string) => void]>([
    ['is gone', () => undefined],
    ['is a folder', (path) => mkdirSync(path)],
    ['is another one', (path) => writeFileSync(path, 'x'.repeat(10_000))],
    ['is empty', (path) => writeFileSync(path, '')],
  ])('%s is store_unavailable', async (_how, put) => {
    replaceBy(put);
    await expectUnavailable(call(database, sample));
    await wayBack();
  });

  // SQLite has no checksums: of a file that lost a part it may answer what is left, but nothing in it is a fault of ours.
  test('is cut off, or blank from some byte on, fails as a store that is away if it fails', async () => {
    for (const byte of [1, 16, 99, 100, ...halfPagesOf(whole)]) {
      for (const bytes of [whole.subarray(0, byte), blankFrom(whole, byte)]) {
        replaceBy((path) => writeFileSync(path, bytes));
        await call(database, sample).catch((error: unknown) =>
          expect([byte, error]).toMatchObject([byte, { code: 'store_unavailable' }]),
        );
      }
    }
    await wayBack();
  });
});

const halfPagesOf = ({ length }: Buffer): number[] =>
  Array.from({ length: length / HALF_PAGE_BYTES - 1 }, (_, index) => (index + 1) * HALF_PAGE_BYTES);

const blankFrom = (whole: Buffer, byte: number): Buffer =>
  Buffer.concat([whole.subarray(0, byte), Buffer.alloc(whole.length - byte)]);
