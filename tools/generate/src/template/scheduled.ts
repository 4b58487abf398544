// The functions that a schedule calls: each with its schedule, an alarm on its faults, and one run at a time.
import { basename } from 'node:path';
import type { ScheduledFunction } from '@gatehouse/contract/stack';
import type { ApiApp } from '../workspace.ts';
import { alarm, atOnce } from './alarms.ts';
import { getAtt, isGiven, ref, when, type Members } from './cloudformation.ts';
import { zipOf } from './functions.ts';
import { functionIdOf } from './names.ts';
import { parameterOf } from './variables.ts';

/** The scheduled functions of a stack, by name. */
export const scheduledOf = ({
  stack: { scheduled = {} },
}: ApiApp): readonly (readonly [string, ScheduledFunction])[] => Object.entries(scheduled);

/** The condition under which there is such a function: `HasMailUrl`. None where there always is. */
export const conditionOf = ({ onlyWith }: ScheduledFunction): string | undefined =>
  onlyWith === undefined ? undefined : givenOf(onlyWith);

const givenOf = (variable: string): string => `Has${parameterOf(variable)}`;

/** The conditions of a stack's scheduled functions. */
export const scheduledConditions = (app: ApiApp): Members => {
  const needed = scheduledOf(app).flatMap(([, { onlyWith }]) => onlyWith ?? []);
  return Object.fromEntries(
    needed.map((variable) => [givenOf(variable), isGiven(parameterOf(variable))] as const),
  );
};

/** The functions and their alarms. `bounded` is whether the stack may be told to bound no concurrency. */
export const scheduledFunctions = (app: ApiApp, { bounded }: { readonly bounded: boolean }): Members =>
  Object.fromEntries(
    scheduledOf(app).flatMap(([name, line]) => [
      [functionIdOf(name), functionOf(app.name, line, bounded)] as const,
      [`${functionIdOf(name)}FaultsAlarm`, faultsAlarm(name, line)] as const,
    ]),
  );

const functionOf = (app: string, line: ScheduledFunction, bounded: boolean): Members => ({
  Type: 'AWS::Serverless::Function',
  Condition: conditionOf(line),
  Metadata: { Source: `src/${line.source}.handler.ts` },
  Properties: {
    Description: line.purpose,
    CodeUri: zipOf(app),
    Handler: `${basename(line.source)}.handler`,
    Role: getAtt(line.role, 'Arn'),
    ReservedConcurrentExecutions: bounded ? when('BoundsConcurrency', 1) : 1,
    MemorySize: line.memoryMiB,
    Timeout: line.timeoutSeconds,
    '# A run that failed is followed by the next one, and not by itself.': undefined,
    EventInvokeConfig: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 },
    Events: { Schedule: { Type: 'Schedule', Properties: { Schedule: line.schedule } } },
  },
});

const faultsAlarm = (name: string, line: ScheduledFunction): Members => {
  const { Type, Properties } = alarm({
    AlarmDescription: `Runs of ${functionIdOf(name)} fail.`,
    Namespace: 'AWS/Lambda',
    MetricName: 'Errors',
    Dimensions: [{ Name: 'FunctionName', Value: ref(functionIdOf(name)) }],
    Statistic: 'Sum',
    Period: 300,
    ...atOnce(3),
  });
  return { Type, Condition: conditionOf(line), Properties };
};
