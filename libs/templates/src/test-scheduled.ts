// The functions of a stack that a schedule calls.
import { expect, test } from '@jest/globals';
import type { TemplateValue } from './parse-template.ts';
import type { StackView } from './stack-view.ts';

/** Their ids: as written they have an event, as translated a rule has them as its target. */
export const scheduledIn = (stack: StackView): readonly string[] => {
  const isScheduled = ({ Events = {} }: TemplateValue): boolean =>
    Object.values<TemplateValue>(Events).some(({ Type }) => Type === 'Schedule');
  const written = stack.ofType('AWS::Lambda::Function').filter(([, properties]) => isScheduled(properties));
  return [
    ...written.map(([id]) => id),
    ...stack.ofType('AWS::Events::Rule').map(([, { Targets }]) => Targets[0].Arn.slice(1, -'.Arn>'.length)),
  ];
};

export const testScheduled = (stack: StackView): void => {
  const scheduled = scheduledIn(stack);
  if (scheduled.length === 0) return;

  test('runs what is scheduled one at a time, for less than the time between two runs, and not again after a fault', () => {
    for (const [id, properties] of stack.ofType('AWS::Lambda::Function')) {
      if (!scheduled.includes(id)) continue;
      expect(properties).toMatchObject({ ReservedConcurrentExecutions: 1 });
      expect(properties.Timeout).toBeLessThan(60);
      if (properties.EventInvokeConfig !== undefined)
        expect(properties.EventInvokeConfig.MaximumRetryAttempts).toBe(0);
    }
    for (const [, { ScheduleExpression, State }] of stack.ofType('AWS::Events::Rule'))
      expect([ScheduleExpression, State]).toEqual(['rate(1 minute)', undefined]);
  });

  test('lets EventBridge alone call it, for its own rule', () => {
    const permissions = stack
      .ofType('AWS::Lambda::Permission')
      .filter(([, { Principal }]) => Principal === 'events.amazonaws.com');
    for (const [, { Action, SourceArn }] of permissions) {
      expect(Action).toBe('lambda:InvokeFunction');
      expect(SourceArn).toMatch(/^<\w+Schedule\.Arn>$/);
    }
  });

  test('tells of runs that fail', () => {
    const watched = stack
      .ofType('AWS::CloudWatch::Alarm')
      .filter(([, { MetricName }]) => MetricName === 'Errors')
      .map(([, { Dimensions }]) => Dimensions[0].Value);
    for (const id of scheduled) expect(watched).toContain(`<${id}>`);
  });

  test('has no sender of mails where nothing is mailed', () => {
    const parameters = { ...stack.expectations.parameters, MailUrl: '', MailFrom: '', AccountUrl: '' };
    const ids = stack.ofType('AWS::Lambda::Function', parameters).map(([id]) => id);
    expect(ids).not.toContain('SendMailFunction');
    expect(stack.ofType('AWS::Events::Rule', parameters)).toEqual([]);
  });
};
