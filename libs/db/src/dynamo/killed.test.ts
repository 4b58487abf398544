// A process that is killed after each of its requests, and what another process finds then.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { leaveOut, startDynalite, whyNoDynalite, type Dynalite } from '@gatehouse/test-support';
import { randomId, sampleAccount } from '../contract/samples.ts';
import { openDatabase } from '../open.ts';
import type { Account, Database } from '../ports.ts';
import { startKillingProxy } from './killing-proxy.ts';
import type { MortalAct } from './mortal-process.ts';
import { unsoundIn } from './sound.ts';
import { temporaryTable } from './temporary.ts';

const PROCESS = fileURLToPath(new URL('./mortal-process.ts', import.meta.url));

const newEmail = (): string => `${randomId().toLowerCase()}@example.com`;

const declare = (): void =>
  describe('DynamoDB: a process that is killed', () => {
    let engine: Dynalite;
    let database: Database;
    let url: string;
    beforeAll(async () => {
      engine = await startDynalite();
      url = temporaryTable(engine.endpoint);
      database = openDatabase(url, { timeoutMs: 30_000 });
      await database.migrate();
    });
    afterAll(async () => {
      await database?.close();
      await engine?.stop();
    });

    /** Whether it came to an end by itself, before so many requests. */
    const survives = async (act: MortalAct, requests: number): Promise<boolean> => {
      let kill = (): void => undefined;
      const proxy = await startKillingProxy(engine.endpoint, requests, () => kill());
      const child = spawn(
        process.execPath,
        [PROCESS, url.replace(engine.endpoint, proxy.endpoint), JSON.stringify(act)],
        { stdio: ['ignore', 'ignore', 'inherit'] },
      );
      kill = () => child.kill('SIGKILL');
      const [code] = (await once(child, 'exit')) as [number | null];
      proxy.stop();
      if (code !== null && code !== 0)
        throw new Error(`It failed, and was not killed: ${JSON.stringify(act)}`);
      return code === 0;
    };

    const inserted = async (fields: Partial<Account> = {}): Promise<Account> => {
      const account = sampleAccount(fields);
      await database.users.insert(account);
      return account;
    };

    /** Lets `prepare` make an act and say what it is about, once for each request after which the process can die. */
    const killAtEach = async (
      prepare: () => Promise<{ readonly act: MortalAct; readonly emails: readonly string[] }>,
    ): Promise<number> => {
      for (let requests = 1; ; requests += 1) {
        const { act, emails } = await prepare();
        const survived = await survives(act, requests);
        expect([requests, await unsoundIn(database.users, { ids: [act.id], emails })]).toEqual([
          requests,
          [],
        ]);
        if (survived) return requests - 1;
      }
    };

    test('while it makes an account, leaves it whole or not at all, and its email free or taken accordingly', async () => {
      const deaths = await killAtEach(async () => {
        const [id, email] = [randomId(), newEmail()];
        return { act: { act: 'insert', id, email }, emails: [email] };
      });
      expect(deaths).toBeGreaterThanOrEqual(4);
    });

    test('while it gives an account another email, leaves it one of the two, and the other one free', async () => {
      const deaths = await killAtEach(async () => {
        const [account, email] = [await inserted(), newEmail()];
        return { act: { act: 'move', id: account.id, email }, emails: [account.email, email] };
      });
      expect(deaths).toBeGreaterThanOrEqual(5);
    });

    test('while it confirms a pending email, leaves it one of the two, and the other one free', async () => {
      const deaths = await killAtEach(async () => {
        const [pendingEmail, pendingId] = [newEmail(), randomId()];
        const { id, email } = await inserted({ pendingEmail, pendingId });
        return { act: { act: 'confirm', id, pendingId }, emails: [email, pendingEmail] };
      });
      expect(deaths).toBeGreaterThanOrEqual(5);
    });

    test('while it removes an account, leaves it whole or not at all', async () => {
      const deaths = await killAtEach(async () => {
        const { id, email } = await inserted();
        return { act: { act: 'remove', id }, emails: [email] };
      });
      expect(deaths).toBeGreaterThanOrEqual(3);
    });
  });

const missing = whyNoDynalite();
if (missing === null) declare();
else leaveOut('DynamoDB: a process that is killed', missing);
