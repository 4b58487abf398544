// The roles that functions run under, and the policies that say what each may do.
import type { ApiStack, Secret, StackRole } from '@gatehouse/contract/stack';
import { MAY_READ_ACCESS_TABLE, READS_ACCESS_TABLE } from './access-table.ts';
import { getAtt, Named, NO_VALUE, ref, sub, when, type Members, type Value } from './cloudformation.ts';
import { MAY_SEND, sendsMail } from './mail.ts';
import { policyOf, readsReference } from './references.ts';
import { SECRETS } from './secrets.ts';
import { MAY_USE_TABLE, usesTable } from './table.ts';

/** The roles of an API's stack, each with its purpose. */
export const rolesOf = ({ roles }: ApiStack): Members =>
  Object.fromEntries(
    Object.entries<StackRole>(roles).flatMap(([id, { purpose, reads, readsAccessTable, sendsMail }]) => [
      [`# ${purpose}`, undefined],
      [
        id,
        role(
          ...inOrder(reads).flatMap(mayRead),
          ...(readsAccessTable ? [MAY_READ_ACCESS_TABLE] : []),
          ...(sendsMail ? [MAY_SEND] : []),
        ),
      ],
    ]),
  );

/** A role that Lambda alone may take, with what every function of the stack's own log needs and these. */
export const role = (...policies: readonly Value[]): Members =>
  roleWith(
    ref('WritesLogs'),
    ...policies,
    ...(policies.length === 0 ? [] : [when('HasSecretsKey', ref('DecryptsReferences'))]),
  );

/** A role that Lambda alone may take, with these policies and traces. */
export const roleWith = (...policies: readonly Value[]): Members => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: FOR_LAMBDA,
    PermissionsBoundary: BOUNDARY,
    ManagedPolicyArns: [...policies, when('Traces', ref('WritesTraces'))],
  },
});

/** What caps a role, where the operator gave such a policy. */
export const BOUNDARY = when('HasBoundary', ref('PermissionsBoundary'));

const FOR_LAMBDA = new Named('lambda', {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

const mayRead = (secret: Secret): readonly Value[] => {
  const { policy, isThere } = SECRETS[secret];
  const reading = isThere === undefined ? ref(policy) : when(isThere, ref(policy), NO_VALUE);
  return secret === 'DatabaseUrl' ? [reading, MAY_USE_TABLE] : [reading];
};

/** Whether some role of the stack reads the access tables of other APIs. */
export const readsAccessTable = ({ roles }: ApiStack): boolean =>
  Object.values<StackRole>(roles).some((one) => one.readsAccessTable);

/** The secrets that some role of the stack reads. */
export const secretsOf = ({ roles }: ApiStack): readonly Secret[] =>
  inOrder(Object.values<StackRole>(roles).flatMap(({ reads }) => reads));

const inOrder = (secrets: readonly Secret[]): readonly Secret[] =>
  (Object.keys(SECRETS) as Secret[]).filter((secret) => secrets.includes(secret));

/** The policies of an API's stack. */
export const policiesOf = (stack: ApiStack): Members => {
  const secrets = secretsOf(stack);
  const reading = secrets.map((secret) => {
    const { policy, variables, inSsm, isThere } = SECRETS[secret];
    return [policy, readsReference({ variables, inSsm, condition: isThere })] as const;
  });
  return {
    WritesLogs: WRITES_LOGS,
    ...Object.fromEntries(reading),
    ...(secrets.includes('DatabaseUrl') && { UsesTable: usesTable() }),
    ...(readsAccessTable(stack) && { ReadsAccessTable: READS_ACCESS_TABLE }),
    ...sendsMail(stack),
    ...(secrets.length > 0 && { DecryptsReferences: DECRYPTS_REFERENCES }),
    WritesTraces: WRITES_TRACES,
  };
};

/** Lets a role write into one log group of the stack. */
export const writesInto = (logGroup: string): Members =>
  policyOf({
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: getAtt(logGroup, 'Arn'),
  });

export const WRITES_LOGS = writesInto('Logs');

export const DECRYPTS_REFERENCES = policyOf(
  {
    Action: 'kms:Decrypt',
    Resource: ref('SecretsKeyArn'),
    Condition: {
      StringEquals: {
        'kms:ViaService': [
          sub('secretsmanager.${AWS::Region}.${AWS::URLSuffix}'),
          sub('ssm.${AWS::Region}.${AWS::URLSuffix}'),
        ],
      },
    },
  },
  'HasSecretsKey',
);

export const WRITES_TRACES = policyOf(
  {
    Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
    '# X-Ray knows no resources to narrow this to.': undefined,
    Resource: '*',
  },
  'Traces',
);
