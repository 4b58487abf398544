// Where in a call a failure comes up decides whose it is: with the driver it is the store's, before and after it is ours.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BrokenRule } from '@gatehouse/config';
import { leaveOut } from '@gatehouse/test-support';
import { createMongoConnection, type MongoConnection } from './connection.ts';
import { TEST_URL } from './temporary.ts';

const BUG = new TypeError("Cannot read properties of undefined (reading 'id')");

const fail = (): never => {
  throw BUG;
};

test('a URL that the driver refuses is told as such, and never as a store that is away', async () => {
  const url = 'mongodb://127.0.0.1:1/?maxPoolSize=abc';
  const { run } = createMongoConnection({ url, name: 'any' }, 50);
  await expect(run(async () => undefined)).rejects.toThrow(BrokenRule);
});

const declare = (url: string): void =>
  describe('a bug of ours stays visible', () => {
    let connection: MongoConnection;
    beforeAll(() => {
      connection = createMongoConnection({ url, name: 'gatehouse_test_any' }, 4000);
    });
    afterAll(() => connection.close());

    test('while the command is made', async () => {
      await expect(connection.run(fail)).rejects.toBe(BUG);
    });

    test('while the answer is read', async () => {
      await expect(connection.run(({ users }) => users.findOne({ _id: 'none' }), fail)).rejects.toBe(BUG);
    });

    test('as a command that the server does not understand', async () => {
      const wrong = connection.run(({ users }) => users.findOne({ $nonsense: 1 } as never));
      await expect(wrong).rejects.toMatchObject({ code: 2 });
    });

    test('and a command that its socket did not take is sent once more', async () => {
      const refusals = [
        Object.assign(new Error('This socket has been ended by the other party'), { code: 'EPIPE' }),
        Object.assign(new Error('write ECONNRESET'), { code: 'ECONNRESET', syscall: 'write' }),
      ];
      for (const refusal of refusals) {
        let sent = 0;
        const ask = async () => {
          sent += 1;
          if (sent === 1) throw refusal;
          return 'answer';
        };
        expect(await connection.run(ask)).toBe('answer');
        const never = connection.run(() => Promise.reject(refusal));
        await expect(never).rejects.toMatchObject({ code: 'store_unavailable', cause: refusal });
      }
    });

    test('and what may have left is not sent again', async () => {
      let sent = 0;
      const broken = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' });
      const ask = () => ((sent += 1), Promise.reject(broken));
      await expect(connection.run(ask)).rejects.toMatchObject({ code: 'store_unavailable', cause: broken });
      expect(sent).toBe(1);
    });

    test('and what breaks in between is the store’s', async () => {
      const broken = connection.run(() => Promise.reject(BUG));
      await expect(broken).rejects.toMatchObject({ code: 'store_unavailable', cause: BUG });
    });
  });

if (TEST_URL !== undefined) declare(TEST_URL);
else leaveOut('MongoDB: whose fault it is', 'MONGODB_TEST_URL is not set');
