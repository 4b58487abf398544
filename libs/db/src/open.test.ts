// That opening touches nothing and loads one adapter alone; in processes of their own, where nothing is loaded yet.
import { describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { BrokenRule } from '@gatehouse/config';
import { openDatabase } from './open.ts';
import { temporaryFile } from './sqlite/temporary.ts';

const INDEX = new URL('./index.ts', import.meta.url).href;

/** Runs `script` with `openDatabase` in scope; what it prints as JSON. */
const inProcess = async (script: string): Promise<unknown> => {
  const source = `import { openDatabase } from '${INDEX}';
    import { createRequire } from 'node:module';
    const loaded = () => ['/mongodb/', '/client-dynamodb/'].filter((driver) =>
      Object.keys(createRequire('${INDEX}').cache).some((file) => file.includes(driver)));
    ${script}`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', source]);
  return JSON.parse(stdout);
};

describe('opening a database', () => {
  test('refuses a bad URL at once', () => {
    expect(() => openDatabase('postgres://ada:secret@db.example')).toThrow(BrokenRule);
  });

  test('touches nothing before the first call, and closing it unused neither', async () => {
    const file = await temporaryFile();
    const database = openDatabase(file.url);
    await database.close();
    await expect(database.users.findById('any')).rejects.toThrow('closed');
    expect(existsSync(file.path)).toBe(false);
    await file.remove();
  });

  test('loads a driver at the first call to its store, and no other', async () => {
    const seen = await inProcess(`
      const sqlite = openDatabase('sqlite:/nonexistent/gatehouse.db');
      const mongo = openDatabase('mongodb://127.0.0.1:1/', { timeoutMs: 50 });
      const dynamo = openDatabase('dynamodb://local/table?endpoint=http://127.0.0.1:1', { timeoutMs: 50 });
      const seen = [loaded()];
      for (const database of [sqlite, dynamo, mongo]) {
        await database.users.findById('any').catch(() => undefined);
        seen.push(loaded());
      }
      await mongo.close();
      process.stdout.write(JSON.stringify(seen));
    `);
    expect(seen).toEqual([[], [], ['/client-dynamodb/'], ['/mongodb/', '/client-dynamodb/']]);
  });
});
