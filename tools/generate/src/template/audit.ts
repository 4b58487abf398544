// The audit log of a stack: a subscription on the functions' log, the function that it calls, whose own log group is the audit
// log, and saved queries over that.
import type { AuditQuery } from '@gatehouse/contract/stack';
import type { ApiApp } from '../workspace.ts';
import { alarm, atOnce } from './alarms.ts';
import { getAtt, ref, sub, type Members } from './cloudformation.ts';
import { zipOf } from './functions.ts';
import { auditLogGroup } from './logs.ts';
import { roleWith, writesInto } from './roles.ts';

/** The function that brings the lines there; it is none of a route. */
export const AUDIT_FUNCTION = 'AuditFunction';

/** The role that it runs under. */
export const AUDIT_ROLE = 'AuditRole';

/** The resources of an app whose functions tell of audit events; none for one whose functions do not. */
export const auditOf = ({ name, stack: { audit } }: ApiApp): Members =>
  audit === undefined
    ? {}
    : {
        [AUDIT_FUNCTION]: functionOf(name),
        [AUDIT_ROLE]: roleWith(ref('WritesAuditLogs')),
        WritesAuditLogs: writesInto('AuditLogs'),
        '# It is subscribed to by nobody, so that no line goes round.': undefined,
        AuditLogs: auditLogGroup(),
        AuditSubscription: SUBSCRIPTION,
        AuditPermission: PERMISSION,
        AuditFaultsAlarm: FAULTS_ALARM,
        ...Object.fromEntries(audit.queries.map((query) => [`${query}Query`, queryOf(query)] as const)),
      };

const functionOf = (app: string): Members => ({
  Type: 'AWS::Serverless::Function',
  Metadata: { Source: 'src/forward-audit.handler.ts' },
  Properties: {
    Description: 'Prints the audit lines of the functions, so that they stand in a log group of their own.',
    CodeUri: zipOf(app),
    Handler: 'forward-audit.handler',
    Role: getAtt(AUDIT_ROLE, 'Arn'),
    MemorySize: 128,
    LoggingConfig: { LogGroup: ref('AuditLogs') },
  },
});

const SUBSCRIPTION: Members = {
  Type: 'AWS::Logs::SubscriptionFilter',
  DependsOn: 'AuditPermission',
  Properties: {
    LogGroupName: ref('Logs'),
    FilterPattern: '{ $.audit IS TRUE }',
    DestinationArn: getAtt(AUDIT_FUNCTION, 'Arn'),
  },
};

/** CloudWatch Logs alone, for this log group alone: its ARN ends in `:*`, as a source's does. */
const PERMISSION: Members = {
  Type: 'AWS::Lambda::Permission',
  Properties: {
    Action: 'lambda:InvokeFunction',
    FunctionName: ref(AUDIT_FUNCTION),
    Principal: 'logs.amazonaws.com',
    SourceAccount: ref('AWS::AccountId'),
    SourceArn: getAtt('Logs', 'Arn'),
  },
};

const FAULTS_ALARM = alarm({
  AlarmDescription:
    'Audit lines do not reach their log group. They stand in the log of the functions, for LogRetentionDays.',
  Namespace: 'AWS/Lambda',
  MetricName: 'Errors',
  Dimensions: [{ Name: 'FunctionName', Value: ref(AUDIT_FUNCTION) }],
  Statistic: 'Sum',
  Period: 300,
  ...atOnce(1),
});

const queryOf = (query: AuditQuery): Members => ({
  Type: 'AWS::Logs::QueryDefinition',
  Properties: {
    Name: sub(`\${AWS::StackName}/${QUERIES[query].name}`),
    LogGroupNames: [ref('AuditLogs')],
    QueryString: QUERIES[query].lines.join('\n| '),
  },
});

interface SavedQuery {
  readonly name: string;
  readonly lines: readonly string[];
}

/** Each asks for a member that an audit line alone has: what Lambda prints of a call stands in the same log group. */
const QUERIES: Readonly<Record<AuditQuery, SavedQuery>> = {
  SignIns: {
    name: 'Who signed in from where',
    lines: [
      'filter event = "login_succeeded"',
      'fields time, subject, address, sid, request_id',
      'sort time desc',
      'limit 1000',
    ],
  },
  OperatorActs: {
    name: 'What operators did',
    lines: [
      'filter ispresent(event) and (actor = "operator" or (ispresent(actor) and ispresent(subject) and actor != subject))',
      'fields time, actor, event, subject, why, address, request_id',
      'sort time desc',
      'limit 1000',
    ],
  },
  RefusedLogins: {
    name: 'Refused logins by address',
    lines: [
      'filter event = "login_failed" or event = "login_throttled"',
      'stats count(*) as refused, count_distinct(account_key) as accounts, max(time) as last by address',
      'sort refused desc',
      'limit 100',
    ],
  },
};

/** The queries that a stack can have. */
export const AUDIT_QUERIES = Object.keys(QUERIES) as readonly AuditQuery[];
