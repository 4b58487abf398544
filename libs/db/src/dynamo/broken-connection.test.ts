// A connection that breaks under each call of each store, by a proxy before an engine that speaks DynamoDB.
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { FaultyProxy, leaveOut, startDynalite, whyNoDynalite, type Dynalite } from '@gatehouse/test-support';
import { everyCall, lookAt, newSample, reset, type StoreCall } from '../contract/every-call.ts';
import { expectUnavailable } from '../contract/subject.ts';
import { openDatabase } from '../open.ts';
import type { Database } from '../ports.ts';
import { temporaryTable } from './temporary.ts';

const declare = (): void => {
  let engine: Dynalite;
  let proxy: FaultyProxy;
  let direct: Database;
  let url: string;
  beforeAll(async () => {
    engine = await startDynalite();
    const { hostname, port } = new URL(engine.endpoint);
    proxy = new FaultyProxy({ host: hostname, port: Number(port) });
    const table = temporaryTable(engine.endpoint);
    url = table.replace(engine.endpoint, `http://${await proxy.listen()}`);
    direct = openDatabase(table, { timeoutMs: 30_000 });
    await direct.migrate();
  });
  afterAll(async () => {
    await direct?.close();
    await proxy?.stop();
    await engine?.stop();
  });

  const breakOnce = async (name: string, call: StoreCall): Promise<readonly string[]> => {
    const database = openDatabase(url, { timeoutMs: 30_000 });
    const faults: string[] = [];
    for (const how of ['half-close', 'reset'] as const)
      for (const moment of ['before', 'request', 0, 40] as const) {
        const sample = newSample();
        await reset(direct, sample, name);
        const before = await lookAt(direct, sample);
        await database.values.find('a connection that is open');
        proxy.arm(how, moment, { once: true });
        const ended = await call(database, sample).then(
          () => 'answered',
          (error: unknown) => (error as { readonly code?: unknown }).code,
        );
        proxy.heal();
        const after = await lookAt(database, sample);
        if (ended !== 'answered' && ended !== 'store_unavailable')
          faults.push(`${name}, ${how} at ${moment}: ended with ${String(ended)}`);
        if (moment === 'request' && ended !== 'answered' && !isDeepStrictEqual(before, after))
          faults.push(`${name}, ${how} at ${moment}: was refused, and done`);
      }
    await database.close();
    return faults;
  };

  test('each call is answered or store_unavailable, and the same open database goes on', async () => {
    const faults: string[] = [];
    for (const [name, call] of everyCall) faults.push(...(await breakOnce(name, call)));
    expect(faults).toEqual([]);
  });

  test('an engine that says nothing is store_unavailable when the time is over', async () => {
    const database = openDatabase(url, { timeoutMs: 200 });
    proxy.arm('stall', 'request');
    await expectUnavailable(database.users.findById('any'));
    await expectUnavailable(database.sessions.end('any'));
    proxy.heal();
    await database.close();
  });
};

test('an engine that nobody has started is store_unavailable', async () => {
  const database = openDatabase(temporaryTable('http://127.0.0.1:1'), { timeoutMs: 1000 });
  await expectUnavailable(database.users.findById('any'));
  await expectUnavailable(database.values.set('any', 'value'));
  await expectUnavailable(database.migrate());
  await database.close();
  await expect(database.users.findById('any')).rejects.toThrow('closed');
});

const missing = whyNoDynalite();
if (missing === null) declare();
else leaveOut('DynamoDB: broken connections', missing);
