// Conditions and rules that several stacks have.
import { and, equals, isGiven, not, or, ref, select, split, sub, type Members } from './cloudformation.ts';

export const ALARMS: Members = { HasAlarmTopic: isGiven('AlarmTopicArn') };
export const SESSIONS: Members = { ChecksSessions: isGiven('SessionCheckSeconds') };
export const LOGS_KEY: Members = { HasLogsKey: isGiven('LogsKeyArn') };
export const SECRETS_KEY: Members = { HasSecretsKey: isGiven('SecretsKeyArn') };
export const BOUNDARY: Members = { HasBoundary: isGiven('PermissionsBoundary') };
export const TRACES: Members = { Traces: equals(ref('Tracing'), 'Active') };
export const DOMAIN: Members = { HasDomain: isGiven('DomainName') };
export const ORIGINS: Members = {
  AnyOrigin: isGiven('CorsOrigins'),
  SeveralOrigins: not(equals(select(1, split(',', sub('${CorsOrigins},'))), '')),
};
export const COOKIES: Members = { UsesCookies: not(equals(ref('RefreshCookie'), 'off')) };
export const ONE_IS_EMPTY = '# The rules see to it that one of the two is empty.';

/** Sets a key pair or a shared secret, and not both. */
export const oneKindOfKey = (keys: string): Members => ({
  OneKindOfKey: {
    Assertions: [
      {
        AssertDescription: `Set ${keys} or SecretKey, and not both.`,
        Assert: or(isAlone('SecretKey', keys), isAlone(keys, 'SecretKey')),
      },
    ],
  },
});

const isAlone = (given: string, empty: string): Members =>
  and(equals(ref(empty), ''), not(equals(ref(given), '')));
