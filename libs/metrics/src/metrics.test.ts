import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { count, createMetrics, METRICS, type Counter } from './index.ts';
import { faultsOf } from './testing/emf.ts';

const CALL = { route: 'POST /auth/login', requestId: 'r-1' };

const record = () => {
  const lines: string[] = [];
  const clock = { ms: 0 };
  const metrics = createMetrics({
    stack: 'gatehouse-auth',
    write: (line) => void lines.push(line),
    now: () => new Date(1_767_225_600_000),
    nowMs: () => clock.ms,
  });
  const taken = () => lines.splice(0).map((line) => JSON.parse(line) as Record<string, unknown>);
  return { metrics, lines, clock, taken };
};

describe('a call', () => {
  test('is one line, with what was counted in it and how long it took', async () => {
    const { metrics, clock, taken } = record();
    const answer = await metrics.call(CALL, async () => {
      count('Logins');
      await sleep(0);
      count('Logins');
      clock.ms += 12.34;
      return 'answer';
    });
    expect(answer).toBe('answer');
    expect(taken()).toMatchObject([
      { stack: 'gatehouse-auth', route: CALL.route, request_id: 'r-1', Logins: 2, Latency: 12.3 },
    ]);
  });

  test('is told as a cold start where it is the first of its process', async () => {
    const { metrics, taken } = record();
    for (let call = 0; call < 2; call += 1) await metrics.call(CALL, async () => undefined);
    expect(taken().map(({ ColdStarts }) => ColdStarts)).toEqual([1, undefined]);
  });

  test('that fails has its line, and fails as it did', async () => {
    const { metrics, taken } = record();
    const failing = metrics.call(CALL, () => Promise.reject(new Error('broken')));
    await expect(failing).rejects.toThrow('broken');
    expect(taken()).toHaveLength(1);
  });

  test('does not fail for a line that cannot be written', async () => {
    const metrics = createMetrics({
      stack: 'gatehouse-auth',
      write: () => {
        throw new Error('there is no standard output');
      },
    });
    expect(await metrics.call(CALL, async () => 'answer')).toBe('answer');
  });

  test('counts for itself, whatever runs beside it', async () => {
    const { metrics, taken } = record();
    const work = (name: Counter) => async () => {
      await sleep(1);
      count(name);
    };
    await Promise.all([metrics.call(CALL, work('Logins')), metrics.call(CALL, work('Refreshes'))]);
    expect(taken().map(({ Logins, Refreshes }) => [Logins, Refreshes])).toEqual([
      [1, undefined],
      [undefined, 1],
    ]);
  });
});

describe('what nobody waits for', () => {
  test('has a line with its counts, without a route or a time', async () => {
    const { metrics, taken } = record();
    await metrics.run(async () => count('MailsSent'));
    const [line] = taken();
    expect(line).toMatchObject({ stack: 'gatehouse-auth', MailsSent: 1, ColdStarts: 1 });
    expect(Object.keys(line!)).toEqual(['_aws', 'stack', 'ColdStarts', 'MailsSent']);
  });

  test('has none where nothing was counted', async () => {
    const { metrics, lines } = record();
    for (let run = 0; run < 3; run += 1) await metrics.run(async () => undefined);
    expect(lines).toHaveLength(1);
  });
});

test('outside of a call a count is nobody’s', () => {
  expect(() => count('Logins')).not.toThrow();
});

test('every metric makes a line that CloudWatch takes', async () => {
  const { metrics, lines } = record();
  const counters = Object.keys(METRICS).filter((name): name is Counter => name !== 'Latency');
  await metrics.call(CALL, async () => counters.forEach(count));
  await metrics.call(CALL, async () => undefined);
  await metrics.run(async () => counters.forEach(count));
  expect(lines.map(faultsOf)).toEqual([[], [], []]);
  for (const name of Object.keys(METRICS)) expect(lines[0]).toContain(`{"Name":"${name}","Unit":`);
});

test.each([
  ['an unknown unit', { Metrics: [{ Name: 'A', Unit: 'Milliseconds ' }] }],
  ['a dimension that the line does not have', { Dimensions: [['tenant']] }],
  ['a dimension that is no text', { Dimensions: [['count']] }],
  ['a metric that the line does not have', { Metrics: [{ Name: 'B' }] }],
  ['no metric', { Metrics: [] }],
  ['no namespace', { Namespace: '' }],
])('the check of lines notices %s', (_, changed) => {
  const directive = { Namespace: 'N', Dimensions: [['stack']], Metrics: [{ Name: 'A', Unit: 'Count' }] };
  const line = (given: object) =>
    JSON.stringify({
      ...{ _aws: { Timestamp: 1, CloudWatchMetrics: [given] }, stack: 's', count: 1, A: 1 },
    });
  expect(faultsOf(line(directive))).toEqual([]);
  expect(faultsOf(line({ ...directive, ...changed }))).toHaveLength(1);
});
