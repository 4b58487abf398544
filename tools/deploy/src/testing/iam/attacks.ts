// The ways from the right to deploy to any other right, as they are known.
import { acts, type Act } from './act.ts';
import { arn, GITHUB } from './names.ts';

const ofStack = arn.role('gatehouse-users-AccountsRole-1A2B');
const administrators = arn.role('Administrator');
const CHANGES_A_ROLE = [
  'AttachRolePolicy',
  'CreateRole',
  'PutRolePermissionsBoundary',
  'PutRolePolicy',
  'UpdateAssumeRolePolicy',
].map((name) => `iam:${name}`);
const CHANGES_A_POLICY = [
  'CreatePolicyVersion',
  'DeletePolicy',
  'DeletePolicyVersion',
  'SetDefaultPolicyVersion',
].map((name) => `iam:${name}`);
const ANY_ACT_ON_A_ROLE = [
  ...CHANGES_A_ROLE,
  ...['DeleteRole', 'DeleteRolePolicy', 'DetachRolePolicy', 'TagRole', 'UntagRole', 'UpdateRole'].map(
    (name) => `iam:${name}`,
  ),
];
const CHANGES_A_STACK = [
  'CreateChangeSet',
  'DeleteStack',
  'ExecuteChangeSet',
  'SetStackPolicy',
  'UpdateStack',
].map((name) => `cloudformation:${name}`);
const bounded = { 'iam:PermissionsBoundary': GITHUB.boundary };
const passedTo = (service: string): Act['context'] => ({ 'iam:PassedToService': `${service}.amazonaws.com` });

/** Denied whatever else the role is given by PolicyArn, by what is tried. */
export const ESCALATIONS: Readonly<Record<string, readonly Act[]>> = {
  'a role of a stack without the boundary': acts(ofStack, CHANGES_A_ROLE),
  'a role of a stack with another boundary': acts(ofStack, CHANGES_A_ROLE, {
    'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess',
  }),
  'a role that loses its boundary': acts(ofStack, ['iam:DeleteRolePermissionsBoundary'], bounded),
  'a change of the boundary itself': acts(GITHUB.boundary, CHANGES_A_POLICY),
  'an act on the deploy role itself': [
    ...acts(GITHUB.role, ANY_ACT_ON_A_ROLE),
    ...acts(GITHUB.role, CHANGES_A_ROLE, bounded),
    ...acts(GITHUB.role, ['iam:PassRole'], passedTo('lambda')),
  ],
  'an act on the deploy role of another environment': acts(
    arn.role('gatehouse-github-staging-DeployRole-1A2B'),
    ANY_ACT_ON_A_ROLE,
  ),
  'a change of the policy that PolicyArn gives the deploy role': acts(
    arn.policy('gatehouse-deployment'),
    CHANGES_A_POLICY,
  ),
  "a change of the provider that GitHub's tokens are trusted by": acts(arn.provider, [
    'iam:AddClientIDToOpenIDConnectProvider',
    'iam:DeleteOpenIDConnectProvider',
    'iam:UpdateOpenIDConnectProviderThumbprint',
  ]),
  'a role of someone else, changed, passed or taken': [
    ...acts(administrators, CHANGES_A_ROLE, bounded),
    ...acts(administrators, ['iam:PassRole'], passedTo('lambda')),
    ...acts(administrators, ['sts:AssumeRole']),
    ...acts(ofStack, ['sts:AssumeRole']),
    ...acts(arn.role('gatehouse-account-ApiGatewayLogsRole-1A2B'), ANY_ACT_ON_A_ROLE),
  ],
  'a change of a policy of someone else': acts(arn.policy('Operators'), [
    'iam:CreatePolicy',
    ...CHANGES_A_POLICY,
  ]),
  'a role of a stack, given to what runs other code than functions': [
    'cloudformation',
    'codebuild',
    'ec2',
    'ecs-tasks',
    'glue',
    'logs',
  ].flatMap((service) => acts(ofStack, ['iam:PassRole'], passedTo(service))),
  'a user of its own': acts(arn.user('mallory'), [
    'iam:AttachUserPolicy',
    'iam:CreateAccessKey',
    'iam:CreateLoginProfile',
    'iam:CreateUser',
    'iam:PutUserPolicy',
  ]),
  'a change of the stack that gives it its rights': acts(arn.stack(GITHUB.stack), CHANGES_A_STACK),
  'a change of the stacks of administrators': [
    ...acts(arn.stack('gatehouse-github-staging'), CHANGES_A_STACK),
    ...acts(arn.stack('gatehouse-account'), CHANGES_A_STACK),
    ...acts(arn.stack('gatehouse-domain'), CHANGES_A_STACK),
  ],
  'a change of a stack that acts by a service role': acts(arn.stack('CDKToolkit'), CHANGES_A_STACK),
  'code in a function that runs as a stronger role': acts(arn.function('operations'), [
    'lambda:UpdateFunctionCode',
    'lambda:UpdateFunctionConfiguration',
  ]),
};

const elsewhere = { 'aws:ResourceAccount': '999999999999' };
const here = { 'aws:ResourceAccount': '123456789012' };

/** What no deployment does, denied as long as PolicyArn does not give it. */
export const TRESPASSES: Readonly<Record<string, readonly Act[]>> = {
  'the keys and the tables that decide who gets in': [
    ...acts(arn.parameter('/gatehouse/jwt-jwks'), ['ssm:PutParameter']),
    ...acts(arn.parameter('/gatehouse/access'), ['ssm:PutParameter', 'ssm:DeleteParameter']),
    ...acts(arn.secret('gatehouse/jwt-private-keys'), [
      'secretsmanager:GetSecretValue',
      'secretsmanager:PutSecretValue',
    ]),
    ...acts(arn.key, ['kms:Decrypt', 'kms:CreateGrant']),
  ],
  'the artifacts of other stacks, and the bucket itself': [
    ...acts(arn.object('staging-users/releases/x.yaml'), ['s3:GetObject', 's3:PutObject'], here),
    ...acts(arn.object('gatehouse-users/code/0123'), ['s3:DeleteObject', 's3:DeleteObjectVersion'], here),
    ...acts(arn.bucket, ['s3:PutBucketPolicy', 's3:PutLifecycleConfiguration'], here),
  ],
  'a bucket of the same name in the account of someone else': [
    ...acts(arn.object('gatehouse-users/code/0123'), ['s3:GetObject', 's3:PutObject'], elsewhere),
  ],
  'the logs of people': [
    ...acts(arn.logGroup('gatehouse-users-Logs-1A2B'), ['logs:FilterLogEvents', 'logs:StartQuery']),
    ...acts(arn.logStream('gatehouse-users-Logs-1A2B'), ['logs:GetLogEvents']),
    ...acts('arn:aws:logs:eu-west-1:999999999999:destination:elsewhere', ['logs:PutSubscriptionFilter']),
  ],
  'things of other stacks': [
    ...acts(arn.function('other-function'), [
      'lambda:AddPermission',
      'lambda:DeleteFunction',
      'lambda:InvokeFunction',
    ]),
    ...acts(arn.logGroup('other'), ['logs:DeleteLogGroup']),
    ...acts(arn.alarm('other'), ['cloudwatch:DeleteAlarms']),
    ...acts(arn.api('/account'), ['apigateway:PATCH']),
  ],
  'functions that anyone on the internet may call, and those that others run': acts(
    arn.function('gatehouse-users-ListFunction-1A2B'),
    ['lambda:CreateFunctionUrlConfig', 'lambda:InvokeFunction'],
  ),
};
