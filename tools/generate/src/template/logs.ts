// The log groups of a stack. They outlive it.
import { Named, ref, when, type Members, type Value } from './cloudformation.ts';

const KEPT: Members = {
  RetentionInDays: ref('LogRetentionDays'),
  KmsKeyId: when('HasLogsKey', ref('LogsKeyArn')),
};

/** Log groups by these ids. */
export const logGroups = (...ids: readonly string[]): Members => {
  const properties: Value = ids.length === 1 ? KEPT : new Named('logGroup', KEPT);
  return Object.fromEntries(ids.map((id) => [id, logGroup(properties)]));
};

const logGroup = (properties: Value): Members => ({
  Type: 'AWS::Logs::LogGroup',
  DeletionPolicy: 'RetainExceptOnCreate',
  UpdateReplacePolicy: 'Retain',
  Properties: properties,
});
