import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { waitUntil } from '@gatehouse/test-support';
import { Schedules } from './schedules.ts';
import type { ScheduleModel } from './template/model.ts';
import { call } from './testing/http.ts';
import { startFiles } from './testing/start-files.ts';
import { api, route } from './testing/template-texts.ts';

const MINUTE = 60_000;
const model = (functionId = 'Fn', more: Partial<ScheduleModel> = {}): ScheduleModel => ({
  target: { app: 'shop', functionId, timeoutMs: 3000 },
  everyMs: MINUTE,
  input: null,
  ...more,
});

let runs: { readonly id: string; readonly event: unknown; readonly end: (fault?: Error) => void }[];
let written: string[];
const schedules = (hurryMs?: number): Schedules =>
  new Schedules({
    invoke: ({ functionId: id }, event) =>
      new Promise((resolve, reject) =>
        runs.push({ id, event, end: (fault) => (fault === undefined ? resolve({}) : reject(fault)) }),
      ),
    write: (line) => written.push(line),
    now: () => new Date('2026-01-02T03:04:05.678Z'),
    hurryMs,
  });
const pass = async (ms: number): Promise<void> => {
  await jest.advanceTimersByTimeAsync(ms);
  for (let turns = 0; turns < 3; turns += 1) await new Promise(setImmediate);
};

describe('by the clock', () => {
  beforeEach(() => {
    [runs, written] = [[], []];
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
  });
  afterEach(() => void jest.useRealTimers());

  test('a function runs when its time has come, with the event of EventBridge or of the template', async () => {
    const all = schedules();
    all.set([model(), model('Other', { everyMs: 2 * MINUTE, input: { tidy: true } })]);
    all.nudge();
    await pass(MINUTE - 1);
    expect(runs).toEqual([]);
    await pass(1 + MINUTE);
    expect(runs.map(({ id }) => id)).toEqual(['Fn', 'Other']);
    expect(runs[0]?.event).toMatchObject({
      'detail-type': 'Scheduled Event',
      time: '2026-01-02T03:04:05Z',
      resources: ['arn:aws:events:us-east-1:123456789012:rule/gatehouse-shop-FnSchedule'],
    });
    expect(runs[1]?.event).toEqual({ tidy: true });
  });

  test('one run at a time: what is asked for meanwhile is one run behind it', async () => {
    const all = schedules(1000);
    all.set([model()]);
    all.nudge();
    await pass(0);
    for (let each = 0; each < 5; each += 1) all.nudge();
    await pass(5000);
    expect(runs).toHaveLength(1);
    runs[0]?.end();
    await pass(0);
    expect(runs).toHaveLength(2);
    runs[1]?.end();
    await pass(999);
    expect(runs).toHaveLength(2);
    await pass(1);
    expect(runs).toHaveLength(3);
  });

  test('who hurries runs behind each call; else a call hurries nothing', async () => {
    const [slow, fast] = [schedules(), schedules(1000)];
    for (const all of [slow, fast]) all.set([model()]);
    slow.nudge();
    await pass(0);
    expect(runs).toHaveLength(0);
    fast.nudge();
    await pass(0);
    expect(runs).toHaveLength(1);
  });

  test('a fault is said once, until it is another one or mended', async () => {
    const all = schedules();
    all.set([model()]);
    for (const fault of ['away', 'away', 'broken', undefined, 'away']) {
      await pass(MINUTE);
      runs.at(-1)?.end(fault === undefined ? undefined : new Error(fault));
      await pass(0);
    }
    expect(written).toEqual(['away', 'broken', 'away'].map((fault) => `Fn, by its schedule: ${fault}`));
  });

  test('after a reload what is still scheduled keeps its pace, what is new begins, and what is gone ends', async () => {
    const all = schedules();
    all.set([model(), model('Gone')]);
    await pass(MINUTE / 2);
    all.set([model(), model('New')]);
    await pass(MINUTE / 2);
    expect(runs.map(({ id }) => id)).toEqual(['Fn']);
    await pass(MINUTE / 2);
    expect(runs.map(({ id }) => id)).toEqual(['Fn', 'New']);
  });

  test('behind the stop nothing begins, and the stop waits for what is under way', async () => {
    const all = schedules(1000);
    all.set([model()]);
    all.nudge();
    await pass(0);
    all.nudge();
    await pass(0);
    let isStopped = false;
    void all.stop().then(() => (isStopped = true));
    await pass(5000);
    expect(isStopped).toBe(false);
    runs[0]?.end();
    await pass(0);
    expect(isStopped).toBe(true);
    all.set([model('Late')]);
    all.nudge();
    await pass(10 * MINUTE);
    expect(runs).toHaveLength(1);
  });
});

describe('behind a gateway', () => {
  const FILES = {
    'template.yaml': `Resources:
${api()}
  Fn: { Type: AWS::Serverless::Function, Metadata: { Source: a.mjs }, Properties: { Handler: a.fn, Events: { ${route()} } } }
  Tidy:
    Type: AWS::Serverless::Function
    Metadata: { Source: a.mjs }
    Properties:
      Handler: a.tidy
      Events: { N: { Type: Schedule, Properties: { Schedule: rate(1 minute) } } }
`,
    'a.mjs': `let runs = 0;
export const fn = async () => ({ statusCode: 200, body: String(runs) });
export const tidy = async (event, context) => {
  runs += 1;
  if (runs === 2) throw new Error('it is untidy for ' + context.getRemainingTimeInMillis() / 1000);
};`,
  };

  test('a scheduled function runs in the process of its app, and what it throws is a line and no answer', async () => {
    await using gateway = await startFiles(FILES, { hurryMs: 20 });
    const ran = async (): Promise<boolean> => Number((await call(gateway.port, '/x')).text) > 3;
    await waitUntil('it has run', ran, () => gateway.written.join('\n'));
    expect(gateway.written.filter((line) => line.startsWith('Tidy'))).toEqual([
      expect.stringMatching(/^Tidy, by its schedule: .*it is untidy for [23]/),
    ]);
  });

  test('without a hurry it runs when it is time, which is in a minute', async () => {
    await using gateway = await startFiles(FILES);
    expect((await call(gateway.port, '/x')).text).toBe('0');
  });
});
