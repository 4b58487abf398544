import { expect, test } from '@jest/globals';
import { recordAudit } from '@gatehouse/audit/testing';
import { sweepEnded } from './sweep-ended.ts';

const NOW = new Date('2026-03-01T12:00:00.000Z');
const away = () => Promise.reject(new Error('away'));

const sweep = async (sessions: object) => {
  const { audit, events } = recordAudit();
  const dropped: unknown[] = [];
  const store = {
    listByAccount: async () => [],
    dropEndedOf: async (...what: unknown[]) => void dropped.push(what),
    ...sessions,
  };
  const ended = { accountId: 'ada', epoch: 3, why: 'logout_all' } as const;
  await sweepEnded({ sessions: store, audit, now: () => NOW }, ended);
  return { events, dropped };
};

test('each session of an epoch before is told, none that goes on, and all are dropped', async () => {
  const held = [2, 3, 0].map((epoch) => ({ id: `of ${epoch}`, epoch }));
  const { events, dropped } = await sweep({ listByAccount: async () => held });
  expect(events).toEqual(
    [held[0], held[2]].map((session) => ({
      event: 'session_ended',
      subject: 'ada',
      sid: session?.id,
      why: 'logout_all',
    })),
  );
  expect(dropped).toEqual([['ada', 3]]);
});

test('where the store does not say which they were, one line stands for all, and nothing is thrown', async () => {
  const { events } = await sweep({ listByAccount: away, dropEndedOf: away });
  expect(events).toEqual([{ event: 'session_ended', subject: 'ada', sid: null, why: 'logout_all' }]);
});
