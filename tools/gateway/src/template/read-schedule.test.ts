import { describe, expect, test } from '@jest/globals';
import { api, fn, route, template } from '../testing/template-texts.ts';
import { loadTemplates } from '../testing/templates.ts';

const modelOf = async (properties: string) => {
  const [app] = await loadTemplates({
    shop: template(api(), fn(`N: { Type: Schedule, Properties: { ${properties} } }`)),
  });
  return app!;
};

const target = { app: 'shop', functionId: 'Fn', timeoutMs: 3000 };

test.each([
  ['rate(1 minute)', 60_000],
  ['rate(5 minutes)', 300_000],
  ['rate(1 hour)', 3_600_000],
  ['rate(2 days)', 172_800_000],
])('%s runs every %s ms', async (schedule, everyMs) => {
  expect((await modelOf(`Schedule: ${schedule}, Name: x`)).schedules).toEqual([
    { target, everyMs, input: null },
  ]);
});

test('the event is the one that the template gives', async () => {
  const { schedules } = await modelOf(`Schedule: rate(1 hour), Input: '{"tidy":true}'`);
  expect(schedules).toMatchObject([{ input: { tidy: true } }]);
});

test('a function that only a schedule calls has its code, and one whose schedule is off does not run', async () => {
  const events = '{ N: { Type: Schedule, Properties: { Schedule: rate(1 hour), State: DISABLED } } }';
  const text = template(
    api(),
    fn(route()),
    `  Idle: { Type: AWS::Serverless::Function, Properties: { Handler: a.h, Events: ${events} } }`,
  );
  const [app] = await loadTemplates({ shop: text });
  expect(app?.schedules).toEqual([]);
  expect(app?.functions.map(({ id }) => id)).toEqual(['Fn']);
  expect((await modelOf('Schedule: rate(1 hour)')).functions.map(({ id }) => id)).toEqual(['Fn']);
  expect((await modelOf('Schedule: rate(1 hour), Enabled: false')).schedules).toEqual([]);
});

test('a schedule by cron is named, and does not run', async () => {
  const { schedules, notes } = await modelOf("Schedule: 'cron(0 3 * * ? *)'");
  expect(schedules).toEqual([]);
  expect(notes).toEqual([
    expect.stringMatching(/Events\.N\.Properties\.Schedule: schedules by cron do not run here$/),
  ]);
});

describe('the start stops with the place', () => {
  test.each([
    ['Schedule: every minute', /Schedule: must read rate\(1 minute\)/],
    ['Schedule: rate(1 minutes)', /Schedule: must read rate\(1 minute\)/],
    ['Schedule: rate(2 minute)', /Schedule: must read rate\(1 minute\)/],
    ['Schedule: rate(0 minutes)', /Schedule: must read rate\(1 minute\)/],
    ['Schedule: rate(1 hour), Input: nonsense', /Input: must be JSON/],
    ['Schedule: rate(1 hour), Shedule: x', /Shedule: the local gateway does not know this member/],
  ])('%s', async (properties, problem) => {
    await expect(modelOf(properties)).rejects.toThrow(problem);
  });
});
