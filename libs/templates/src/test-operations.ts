// What an operator sees and sets of a stack: logs, alarms, throttling, the domain.
import { expect, test } from '@jest/globals';
import type { TemplateValue } from './parse-template.ts';
import { OPTIONS, type StackView } from './stack-view.ts';
import { testAudit } from './test-audit.ts';
import { testScheduled } from './test-scheduled.ts';

export const testOperations = (stack: StackView): void => {
  test('keeps what it logs for a time that is set, under a key of the operator where there is one', () => {
    const groups = stack.ofType('AWS::Logs::LogGroup');
    for (const [id, { RetentionInDays, KmsKeyId }] of groups)
      expect([RetentionInDays, KmsKeyId]).toEqual([id === 'AuditLogs' ? 400 : 90, OPTIONS.LogsKeyArn]);
    for (const [, { LoggingConfig }] of stack.ofType('AWS::Lambda::Function'))
      expect(groups.map(([id]) => `<${id}>`)).toContain(LoggingConfig.LogGroup);
  });

  test('raises alarms on faults, throttles and latency, and tells the topic', () => {
    const alarms = stack.ofType('AWS::CloudWatch::Alarm');
    const ids = alarms.map(([id]) => id);
    expect(ids).toEqual(expect.arrayContaining(['FaultsAlarm', 'LatencyAlarm', 'ThrottlesAlarm']));
    for (const [, { TreatMissingData }] of alarms) expect(TreatMissingData).toBe('notBreaching');
    const composites = stack.ofType('AWS::CloudWatch::CompositeAlarm');
    const rules = composites.map(([, { AlarmRule }]) => AlarmRule).join();
    for (const [, { AlarmActions }] of [
      ...composites,
      ...alarms.filter(([id]) => !rules.includes(`<${id}>`)),
    ])
      expect(AlarmActions).toEqual([OPTIONS.AlarmTopicArn]);
  });

  test('watches every function for throttles', () => {
    const alarms = stack.ofType('AWS::CloudWatch::Alarm').filter(([id]) => id.startsWith('ThrottlesAlarm'));
    const watched = alarms.flatMap(
      ([, { Metrics, Dimensions }]): TemplateValue[] =>
        Metrics?.flatMap(({ MetricStat }: TemplateValue) => MetricStat?.Metric.Dimensions ?? []) ??
        Dimensions,
    );
    const functions = stack.ofType('AWS::Lambda::Function').map(([id]) => `<${id}>`);
    expect(watched.map(({ Value }) => Value).sort()).toEqual(functions.sort());
  });

  testAudit(stack);
  testScheduled(stack);

  const stages = stack.ofType('AWS::ApiGateway::Stage');
  if (stages.length === 0) return;

  test('has one stage, throttled as a whole', () => {
    expect(stages).toHaveLength(1);
    for (const [, { MethodSettings }] of stages) {
      const all = MethodSettings.find(({ ResourcePath }: TemplateValue) => ResourcePath === '/*');
      expect(all).toMatchObject({ HttpMethod: '*', DataTraceEnabled: false });
      expect(all.ThrottlingRateLimit).toBeGreaterThan(0);
      expect(all.ThrottlingBurstLimit).toBeGreaterThan(0);
    }
  });

  test('logs each request as JSON, without a path, a token or a body', () => {
    for (const [, { AccessLogSetting }] of stages) {
      expect(JSON.parse(AccessLogSetting.Format)).toMatchObject({ request_id: '$context.requestId' });
      expect(AccessLogSetting.Format).not.toMatch(/context\.path|authorizer|\$input/);
    }
  });

  test('keeps the whole path under a domain, and does without one', () => {
    const type = 'AWS::ApiGatewayV2::RoutingRule';
    const [[, { Actions, DomainNameArn }] = ['', {}], ...others] = stack.ofType(type);
    expect(others).toEqual([]);
    expect(DomainNameArn).toBe('arn:aws:apigateway:eu-west-1::/domainnames/api.example.com');
    expect(Actions).toEqual([{ InvokeApi: expect.objectContaining({ StripBasePath: false }) }]);
    expect(stack.ofType(type, stack.expectations.parameters)).toEqual([]);
  });
};
