// Counts the new passwords that the breach service could not be asked about; they pass, so that nothing else tells of them.
import { ref, sub, type Members } from './cloudformation.ts';

/** For a stack with `PASSWORD_BREACH_URL`: the lines that `@gatehouse/accounts` writes, as a metric. */
export const breachMetric = (variables: readonly string[]): Members =>
  variables.includes('PASSWORD_BREACH_URL')
    ? {
        BreachServiceFailures: {
          Type: 'AWS::Logs::MetricFilter',
          Properties: {
            LogGroupName: ref('Logs'),
            FilterPattern: '{ $.message = "breach service failed" }',
            MetricTransformations: [
              {
                MetricNamespace: 'Gatehouse',
                MetricName: sub('${AWS::StackName}-BreachServiceFailures'),
                MetricValue: '1',
                DefaultValue: 0,
                Unit: 'Count',
              },
            ],
          },
        },
      }
    : {};
