// The log groups of a stack. They outlive it.
import { Named, ref, when, type Members, type Value } from './cloudformation.ts';

const keptFor = (days: string): Members => ({
  RetentionInDays: ref(days),
  KmsKeyId: when('HasLogsKey', ref('LogsKeyArn')),
});

const KEPT: Members = keptFor('LogRetentionDays');

/** Log groups by these ids. */
export const logGroups = (...ids: readonly string[]): Members => {
  const properties: Value = ids.length === 1 ? KEPT : new Named('logGroup', KEPT);
  return Object.fromEntries(ids.map((id) => [id, logGroup(properties)]));
};

/** The log group of audit lines, which are kept for a time of their own. */
export const auditLogGroup = (): Members => logGroup(keptFor('AuditRetentionDays'));

const logGroup = (properties: Value): Members => ({
  Type: 'AWS::Logs::LogGroup',
  DeletionPolicy: 'RetainExceptOnCreate',
  UpdateReplacePolicy: 'Retain',
  Properties: properties,
});
