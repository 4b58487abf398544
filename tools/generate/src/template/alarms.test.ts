import { describe, expect, test } from '@jest/globals';
import { throttlesAlarms, type Watched } from './alarms.ts';

const functions = (count: number): readonly Watched[] =>
  Array.from({ length: count }, (_, index) => ({ id: `F${index + 1}Function` }));

interface Alarm {
  readonly Type: string;
  readonly Properties: {
    readonly Metrics?: readonly { readonly Id: string }[];
    readonly AlarmActions?: unknown;
    readonly AlarmRule?: unknown;
  };
}

const alarmsOf = (count: number) =>
  throttlesAlarms(functions(count)) as unknown as Readonly<Record<string, Alarm>>;

const watched = ({ Properties: { Metrics = [] } }: Alarm): number =>
  Metrics.filter(({ Id }) => Id !== 'throttles').length;

test('ten functions are watched by one alarm, which tells the topic', () => {
  const { ThrottlesAlarm, ...others } = alarmsOf(10);
  expect(others).toEqual({});
  expect(watched(ThrottlesAlarm!)).toBe(10);
  expect(ThrottlesAlarm!.Properties.AlarmActions).toBeDefined();
});

describe('twenty-five functions', () => {
  const { AnyThrottlesAlarm, ...parts } = alarmsOf(25);

  test('are watched by as many alarms as CloudWatch needs, of which the first keeps its id and type', () => {
    expect(Object.keys(parts)).toEqual(['ThrottlesAlarm', 'ThrottlesAlarm2', 'ThrottlesAlarm3']);
    expect(Object.values(parts).map(watched)).toEqual([10, 10, 5]);
    for (const { Type } of Object.values(parts)) expect(Type).toBe('AWS::CloudWatch::Alarm');
  });

  test('raise one alarm above them, which alone tells the topic', () => {
    expect(AnyThrottlesAlarm).toMatchObject({
      Type: 'AWS::CloudWatch::CompositeAlarm',
      Properties: {
        AlarmRule: {
          'Fn::Sub':
            'ALARM("${ThrottlesAlarm}") OR ALARM("${ThrottlesAlarm2}") OR ALARM("${ThrottlesAlarm3}")',
        },
      },
    });
    expect(AnyThrottlesAlarm!.Properties.AlarmActions).toBeDefined();
    for (const { Properties } of Object.values(parts)) expect(Properties.AlarmActions).toBeUndefined();
  });
});
