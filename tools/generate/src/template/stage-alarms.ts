// What watches the stage of an API: faults and slow answers.
import { alarm, atOnce, slowly } from './alarms.ts';
import { Named, ref, type Members } from './cloudformation.ts';

export const stageAlarms = (): Members => {
  const stage = new Named('stage', [
    { Name: 'ApiName', Value: ref('AWS::StackName') },
    { Name: 'Stage', Value: ref('StageName') },
  ]);
  return {
    FaultsAlarm: alarm({
      AlarmDescription:
        'Answers of 500 and above - faults of ours, or a database that is away. The log has each by its request id.',
      Namespace: 'AWS/ApiGateway',
      MetricName: '5XXError',
      Dimensions: stage,
      Statistic: 'Sum',
      Period: 300,
      ...atOnce(5),
    }),
    LatencyAlarm: alarm({
      AlarmDescription: 'One in a hundred answers takes longer than three seconds.',
      Namespace: 'AWS/ApiGateway',
      MetricName: 'Latency',
      Dimensions: stage,
      ...slowly(3000),
    }),
  };
};
