// The audit log of a stack whose functions tell of audit events.
import { expect, test } from '@jest/globals';
import type { StackView } from './stack-view.ts';

export const testAudit = (stack: StackView): void => {
  const propertiesOf = (type: string, id: string) => stack.ofType(type).find(([found]) => found === id)?.[1];
  const auditFunction = propertiesOf('AWS::Lambda::Function', 'AuditFunction');
  if (auditFunction === undefined) return;

  test('brings audit lines, and no others, from the log of its functions into one that they cannot write to', () => {
    const subscriptions = stack.ofType('AWS::Logs::SubscriptionFilter').map(([, properties]) => properties);
    expect(subscriptions).toEqual([
      {
        LogGroupName: '<Logs>',
        FilterPattern: '{ $.audit IS TRUE }',
        DestinationArn: '<AuditFunction.Arn>',
      },
    ]);
    expect(auditFunction.LoggingConfig).toMatchObject({ LogGroup: '<AuditLogs>', LogFormat: 'Text' });
    const writers = stack
      .ofType('AWS::IAM::Role')
      .filter(([, { ManagedPolicyArns }]) => ManagedPolicyArns.includes('<WritesAuditLogs>'));
    expect(writers.map(([id]) => id)).toEqual(['AuditRole']);
    expect(auditFunction.Role).toBe('<AuditRole.Arn>');
  });

  test('lets CloudWatch Logs alone call the function of the audit log, for the log of this stack', () => {
    expect(propertiesOf('AWS::Lambda::Permission', 'AuditPermission')).toEqual({
      Action: 'lambda:InvokeFunction',
      FunctionName: '<AuditFunction>',
      Principal: 'logs.amazonaws.com',
      SourceAccount: '123456789012',
      SourceArn: '<Logs.Arn>',
    });
  });

  test('tells of audit lines that do not arrive', () => {
    expect(propertiesOf('AWS::CloudWatch::Alarm', 'AuditFaultsAlarm')).toMatchObject({
      MetricName: 'Errors',
      Dimensions: [{ Name: 'FunctionName', Value: '<AuditFunction>' }],
    });
  });

  test('has saved queries over the audit log', () => {
    const queries = stack.ofType('AWS::Logs::QueryDefinition');
    expect(queries.length).toBeGreaterThan(0);
    for (const [, { Name, LogGroupNames, QueryString }] of queries) {
      expect(Name).toMatch(/^stack\/[A-Z][a-z ]+$/);
      expect(LogGroupNames).toEqual(['<AuditLogs>']);
      expect(QueryString).toMatch(/^filter .*\bevent\b/);
    }
  });
};
