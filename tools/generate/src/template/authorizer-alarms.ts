// What watches the authorizer.
import { alarm, atOnce, slowly } from './alarms.ts';
import { Named, ref, sub, type Members, type Value } from './cloudformation.ts';

export const authorizerAlarms = (): Members => {
  const counted: Value = new Named('faults', [
    {
      MetricNamespace: 'Gatehouse',
      MetricName: FAULTS,
      MetricValue: '1',
      DefaultValue: 0,
      Unit: 'Count',
    },
  ]);
  return {
    "# A refused token is a thrown error to Lambda, so Lambda's Errors count nothing of use: a fault is what the authorizer\nitself calls one, and what keeps it from starting or from ending in time. The runtime's own lines are no JSON.":
      undefined,
    Faults: filter('{ $.level = "ERROR" }', counted),
    Crashes: filter('?"Task timed out" ?INIT_REPORT ?"Runtime.ExitError"', counted),
    '# The report of a call tells of its cold start, so that the authorizer writes nothing for it.':
      undefined,
    ColdStarts: filter('"Init Duration"', [
      {
        MetricNamespace: 'Gatehouse',
        MetricName: sub('${AWS::StackName}-ColdStarts'),
        MetricValue: '1',
        DefaultValue: 0,
        Unit: 'Count',
      },
    ]),
    FaultsAlarm: alarm({
      AlarmDescription: 'The authorizer fails, so that guarded routes answer 500. Its log names the cause.',
      Namespace: 'Gatehouse',
      MetricName: FAULTS,
      ...SUM_OF_A_MINUTE,
    }),
    ThrottlesAlarm: alarm({
      AlarmDescription:
        'The authorizer is called more often at once than is set aside for it; raise AuthorizerConcurrency.',
      Namespace: 'AWS/Lambda',
      MetricName: 'Throttles',
      Dimensions: OF_THE_FUNCTION,
      ...SUM_OF_A_MINUTE,
    }),
    LatencyAlarm: alarm({
      AlarmDescription: 'One in a hundred calls of the authorizer takes longer than a second.',
      Namespace: 'AWS/Lambda',
      MetricName: 'Duration',
      Dimensions: OF_THE_FUNCTION,
      ...slowly(1000),
    }),
  };
};

const FAULTS = sub('${AWS::StackName}-Faults');

const OF_THE_FUNCTION: Value = [{ Name: 'FunctionName', Value: ref('AuthorizerFunction') }];

const SUM_OF_A_MINUTE: Members = { Statistic: 'Sum', Period: 60, ...atOnce(1) };

const filter = (FilterPattern: string, MetricTransformations: Value): Members => ({
  Type: 'AWS::Logs::MetricFilter',
  Properties: { LogGroupName: ref('Logs'), FilterPattern, MetricTransformations },
});
