// The alarms of a stack.
import { ref, sub, when, type Members, type Value } from './cloudformation.ts';

/** Tells the operator's topic, where there is one. */
const TELLS_TOPIC: Members = {
  AlarmActions: when('HasAlarmTopic', [ref('AlarmTopicArn')]),
  OKActions: when('HasAlarmTopic', [ref('AlarmTopicArn')]),
};

export const alarm = (properties: Members, actions: Members = TELLS_TOPIC): Members => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: { ...properties, TreatMissingData: 'notBreaching', ...actions },
});

/** At the first breach within a period. */
export const atOnce = (Threshold: number): Members => ({
  EvaluationPeriods: 1,
  Threshold,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
});

/** Three of five minutes in which one in a hundred takes longer. */
export const slowly = (thresholdMs: number): Members => ({
  ExtendedStatistic: 'p99',
  Unit: 'Milliseconds',
  Period: 60,
  EvaluationPeriods: 5,
  DatapointsToAlarm: 3,
  Threshold: thresholdMs,
  ComparisonOperator: 'GreaterThanThreshold',
});

/** A function whose throttles are watched, and the condition under which it is there; without one it always is. */
export interface Watched {
  readonly id: string;
  readonly condition?: string | undefined;
}

/** CloudWatch takes no more metrics in one expression. */
const METRICS = 10;

/**
 * One alarm on the throttles of all functions. From the eleventh on there is an alarm for every ten, quiet by itself, and one
 * above them that tells the topic; the first keeps its id and type, so that a stack in use updates in place.
 */
export const throttlesAlarms = (watched: readonly Watched[]): Members => {
  const tens = Array.from({ length: Math.ceil(watched.length / METRICS) }, (_, index) =>
    watched.slice(index * METRICS, (index + 1) * METRICS),
  );
  if (tens.length <= 1) return { ThrottlesAlarm: throttlesAlarm(watched) };
  return {
    ...Object.fromEntries(tens.map((ten, index) => [throttlesIdOf(index), throttlesAlarm(ten, {})] as const)),
    AnyThrottlesAlarm: {
      Type: 'AWS::CloudWatch::CompositeAlarm',
      Properties: {
        AlarmDescription: REFUSED,
        AlarmRule: sub(tens.map((_, index) => `ALARM("\${${throttlesIdOf(index)}}")`).join(' OR ')),
        ...TELLS_TOPIC,
      },
    },
  };
};

const throttlesIdOf = (index: number): string =>
  index === 0 ? 'ThrottlesAlarm' : `ThrottlesAlarm${index + 1}`;

const REFUSED =
  'Calls were refused for want of concurrency - a flood of passwords, or an account at its limit.';

const throttlesAlarm = (watched: readonly Watched[], actions: Members = TELLS_TOPIC): Members =>
  alarm(
    {
      AlarmDescription: REFUSED,
      Metrics: [
        {
          Id: 'throttles',
          Label: 'Throttles of all functions',
          Expression: 'SUM(METRICS())',
          ReturnData: true,
        },
        ...watched.map(({ id, condition }) =>
          condition === undefined ? throttlesOf(id) : when(condition, throttlesOf(id)),
        ),
      ],
      ...atOnce(5),
    },
    actions,
  );

const throttlesOf = (functionId: string): Value => ({
  Id: `${functionId.charAt(0).toLowerCase()}${functionId.slice(1)}`,
  ReturnData: false,
  MetricStat: {
    Period: 300,
    Stat: 'Sum',
    Metric: {
      Namespace: 'AWS/Lambda',
      MetricName: 'Throttles',
      Dimensions: [{ Name: 'FunctionName', Value: ref(functionId) }],
    },
  },
});
