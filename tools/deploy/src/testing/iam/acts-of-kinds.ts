// What CloudFormation does in the name of whoever deploys, by the kind of a resource: a kind without a line here fails the
// tests until someone has looked up what it takes, and given it to the role.
import { acts, type Act } from './act.ts';
import { arn, GITHUB } from './names.ts';

const bounded = { 'iam:PermissionsBoundary': GITHUB.boundary };
const functionName = 'gatehouse-users-ListFunction-1A2B';
const role = arn.role('gatehouse-users-AccountsRole-1A2B');
const policy = arn.policy('gatehouse-users-WritesLogs-1A2B');
const logGroup = arn.logGroup('gatehouse-users-Logs-1A2B');
const alarm = arn.alarm('gatehouse-users-FaultsAlarm-1A2B');

const alarmOf = (put: string): readonly Act[] => [
  ...acts(
    alarm,
    [put, 'DeleteAlarms', 'ListTagsForResource', 'TagResource', 'UntagResource'].map(ofCloudWatch),
  ),
  ...acts(arn.alarm('*'), ['cloudwatch:DescribeAlarms']),
];
const ofCloudWatch = (name: string): string => `cloudwatch:${name}`;

export const ACTS_OF_KINDS: Readonly<Record<string, readonly Act[]>> = {
  'AWS::Serverless::Function': [
    ...acts(
      arn.function(functionName),
      [
        'AddPermission',
        'CreateFunction',
        'DeleteFunction',
        'DeleteFunctionConcurrency',
        'DeleteFunctionEventInvokeConfig',
        'GetFunction',
        'GetFunctionCodeSigningConfig',
        'GetFunctionConfiguration',
        'GetFunctionEventInvokeConfig',
        'GetFunctionRecursionConfig',
        'GetFunctionScalingConfig',
        'GetPolicy',
        'GetRuntimeManagementConfig',
        'ListTags',
        'PutFunctionConcurrency',
        'PutFunctionEventInvokeConfig',
        'RemovePermission',
        'TagResource',
        'UntagResource',
        'UpdateFunctionCode',
        'UpdateFunctionConfiguration',
        'UpdateFunctionEventInvokeConfig',
      ].map((name) => `lambda:${name}`),
    ),
    // SAM makes a rule of a schedule.
    ...acts(
      arn.rule('gatehouse-auth-SendMailFunctionSchedule-1A2B'),
      ['DeleteRule', 'DescribeRule', 'ListTargetsByRule', 'PutRule', 'PutTargets', 'RemoveTargets'].map(
        (name) => `events:${name}`,
      ),
    ),
    ...acts(role, ['iam:PassRole'], { 'iam:PassedToService': 'lambda.amazonaws.com' }),
    ...acts(arn.object('gatehouse-users/code/0123'), ['s3:GetObject'], {
      'aws:ResourceAccount': '123456789012',
    }),
  ],
  'AWS::Serverless::Api': [
    ...acts(arn.api('/restapis'), ['apigateway:GET', 'apigateway:POST']),
    ...acts(
      arn.api('/restapis/a1b2'),
      ['DELETE', 'GET', 'PATCH', 'PUT'].map((verb) => `apigateway:${verb}`),
    ),
    ...acts(
      arn.api('/restapis/a1b2/stages/v1'),
      ['DELETE', 'GET', 'PATCH'].map((verb) => `apigateway:${verb}`),
    ),
    // Of what is made below an API the simulator knows no POST.
    ...acts(arn.api('/restapis/a1b2/deployments'), ['apigateway:GET']),
    ...acts(arn.api('/tags/arn%3Aaws%3Aapigateway'), [
      'apigateway:GET',
      'apigateway:PUT',
      'apigateway:DELETE',
    ]),
    // The permission of API Gateway to call the authorizer, which is in another stack.
    ...acts(arn.function('gatehouse-authorizer-AuthorizerFunction-1A2B'), ['lambda:AddPermission']),
  ],
  'AWS::ApiGatewayV2::RoutingRule': acts(
    arn.routingRule,
    ['Create', 'Delete', 'Get', 'Update'].map((verb) => `apigateway:${verb}RoutingRule`),
  ),
  'AWS::IAM::Role': [
    ...acts(
      role,
      [
        'CreateRole',
        'AttachRolePolicy',
        'PutRolePolicy',
        'PutRolePermissionsBoundary',
        'UpdateAssumeRolePolicy',
      ].map((name) => `iam:${name}`),
      bounded,
    ),
    ...acts(
      role,
      [
        'DeleteRole',
        'DeleteRolePolicy',
        'DetachRolePolicy',
        'GetRole',
        'GetRolePolicy',
        'ListAttachedRolePolicies',
        'ListRolePolicies',
        'TagRole',
        'UntagRole',
        'UpdateRole',
      ].map((name) => `iam:${name}`),
    ),
  ],
  'AWS::IAM::ManagedPolicy': acts(
    policy,
    [
      'CreatePolicy',
      'CreatePolicyVersion',
      'DeletePolicy',
      'DeletePolicyVersion',
      'GetPolicy',
      'GetPolicyVersion',
      'ListEntitiesForPolicy',
      'ListPolicyVersions',
      'TagPolicy',
      'UntagPolicy',
    ].map((name) => `iam:${name}`),
  ),
  'AWS::Logs::LogGroup': [
    ...acts(
      logGroup,
      [
        'AssociateKmsKey',
        'CreateLogGroup',
        'DeleteLogGroup',
        'DeleteRetentionPolicy',
        'DisassociateKmsKey',
        'GetDataProtectionPolicy',
        'ListTagsForResource',
        'PutRetentionPolicy',
        'TagResource',
        'UntagResource',
      ].map((name) => `logs:${name}`),
    ),
    ...acts('*', ['logs:DescribeIndexPolicies', 'logs:DescribeLogGroups', 'logs:DescribeResourcePolicies']),
  ],
  'AWS::Lambda::Permission': acts(
    arn.function(functionName),
    ['AddPermission', 'GetPolicy', 'RemovePermission'].map((name) => `lambda:${name}`),
  ),
  'AWS::Logs::SubscriptionFilter': acts(
    logGroup,
    ['Delete', 'Put']
      .map((verb) => `logs:${verb}SubscriptionFilter`)
      .concat('logs:DescribeSubscriptionFilters'),
  ),
  'AWS::Logs::MetricFilter': acts(
    logGroup,
    ['Delete', 'Put'].map((verb) => `logs:${verb}MetricFilter`).concat('logs:DescribeMetricFilters'),
  ),
  'AWS::Logs::QueryDefinition': acts('*', [
    'logs:DeleteQueryDefinition',
    'logs:DescribeQueryDefinitions',
    'logs:PutQueryDefinition',
  ]),
  'AWS::CloudWatch::Alarm': alarmOf('PutMetricAlarm'),
  'AWS::CloudWatch::CompositeAlarm': alarmOf('PutCompositeAlarm'),
};

/** What the deploy command asks of the AWS CLI itself. */
export const ACTS_OF_THE_COMMAND: readonly Act[] = [
  ...acts(
    arn.stack('gatehouse-users'),
    ['CreateChangeSet', 'DescribeChangeSet', 'DescribeStacks', 'ExecuteChangeSet', 'GetTemplateSummary'].map(
      (name) => `cloudformation:${name}`,
    ),
  ),
  ...acts(arn.stack('gatehouse-account'), ['cloudformation:DescribeStacks']),
  ...acts(arn.bucket, ['s3:ListBucket'], { 'aws:ResourceAccount': '123456789012' }),
  ...['code/0123', 'templates/0123.template', 'releases/20261126T000000Z-0123456789ab-any.yaml'].flatMap(
    (key) =>
      acts(arn.object(`gatehouse-users/${key}`), ['s3:GetObject', 's3:PutObject'], {
        'aws:ResourceAccount': '123456789012',
      }),
  ),
];
