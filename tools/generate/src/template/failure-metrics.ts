// Counts what an app asks of a service of somebody else's and is not answered: nothing else tells an operator of it.
import { ref, sub, type Members } from './cloudformation.ts';

/** The metrics of a stack by its variables: each counts the line that the app writes when the service behind its variable fails. */
export const failureMetrics = (variables: readonly string[]): Members =>
  Object.fromEntries(
    SERVICES.filter(({ variable }) => variables.includes(variable)).map(({ metric, message }) => [
      metric,
      counting(metric, message),
    ]),
  );

const SERVICES = [
  {
    variable: 'PASSWORD_BREACH_URL',
    metric: 'BreachServiceFailures',
    message: 'breach service failed',
  },
  {
    variable: 'LEGACY_LOGIN_URL',
    metric: 'LegacyLoginFailures',
    message: 'legacy login failed',
  },
] as const;

const counting = (metric: string, message: string): Members => ({
  Type: 'AWS::Logs::MetricFilter',
  Properties: {
    LogGroupName: ref('Logs'),
    FilterPattern: `{ $.message = "${message}" }`,
    MetricTransformations: [
      {
        MetricNamespace: 'Gatehouse',
        MetricName: sub(`\${AWS::StackName}-${metric}`),
        MetricValue: '1',
        DefaultValue: 0,
        Unit: 'Count',
      },
    ],
  },
});
