// Cases taken from AWS's documentation: the documents it shows, and what it says of requests under them. Fixed by hand,
// so that builder and evaluator cannot be wrong together. Placeholders of the documentation have become real-looking values.
import type { AuthPolicy } from '../auth-policy.ts';
import type { RequestContext } from '../conditions.ts';
import type { Decision } from '../evaluate.ts';

export interface AwsRequest {
  readonly resource: string;
  readonly expected: Decision;
  readonly action?: string;
  readonly context?: RequestContext;
}

export interface AwsCase {
  readonly name: string;
  /** The page of the guide, by its file name. */
  readonly page: string;
  readonly document: unknown;
  /** The same policy by the builder, where it can express it, for the stage `stage` (`test` unless given). */
  readonly build?: (policy: AuthPolicy) => AuthPolicy;
  readonly stage?: string;
  readonly requests: readonly AwsRequest[];
}

const API = 'arn:aws:execute-api:us-east-1:123456789012:a123456789';
const invoke = 'execute-api:Invoke';

const statement = (
  Effect: 'Allow' | 'Deny',
  Resource: string | readonly string[],
  members: object = {},
): object => ({ Effect, Action: [invoke], Resource, ...members });

const document = (...Statement: readonly object[]): object => ({ Version: '2012-10-17', Statement });

const allowed = (resource: string, context?: RequestContext): AwsRequest =>
  context === undefined ? { resource, expected: 'allow' } : { resource, expected: 'allow', context };

const denied = (resource: string, context?: RequestContext): AwsRequest =>
  context === undefined ? { resource, expected: 'deny' } : { resource, expected: 'deny', context };

const anywhere = `${API}/test/GET/pets`;
const allowWhen = (Condition: object): object => document(statement('Allow', `${API}/*`, { Condition }));

export const awsCases: readonly AwsCase[] = [
  {
    name: 'the list of pets may be viewed, a pet may not be added',
    page: 'api-gateway-control-access-using-iam-policies-to-invoke-api',
    document: document(statement('Allow', [`${API}/*/GET/pets`]), statement('Deny', [`${API}/*/POST/pets`])),
    stage: '*',
    build: (policy) => policy.allowMethod('GET', '/pets').denyMethod('POST', '/pets'),
    requests: [
      allowed(`${API}/test/GET/pets`),
      allowed(`${API}/prod/GET/pets`),
      denied(`${API}/test/POST/pets`),
      denied(`${API}/test/GET/pets/a1b2`),
      denied(`${API}/test/DELETE/pets`),
      denied('arn:aws:execute-api:us-east-1:123456789012:other/test/GET/pets'),
    ],
  },
  {
    name: 'a specific pet of GET /pets/{petId} may be viewed',
    page: 'api-gateway-control-access-using-iam-policies-to-invoke-api',
    document: document(statement('Allow', [`${API}/*/GET/pets/a1b2`])),
    stage: '*',
    build: (policy) => policy.allowMethod('GET', '/pets/a1b2'),
    requests: [
      allowed(`${API}/test/GET/pets/a1b2`),
      denied(`${API}/test/GET/pets/c3d4`),
      denied(`${API}/test/GET/pets/a1b2c`),
      denied(`${API}/test/GET/pets`),
    ],
  },
  {
    name: 'any method of any API may be called in the test stage',
    page: 'api-gateway-control-access-using-iam-policies-to-invoke-api',
    document: document({
      Effect: 'Allow',
      Action: [invoke, 'execute-api:InvalidateCache'],
      Resource: ['arn:aws:execute-api:*:*:*/test/*'],
    }),
    requests: [
      allowed(`${API}/test/GET/pets`),
      allowed('arn:aws:execute-api:eu-west-1:999999999999:zz/test/DELETE/'),
      { ...allowed(`${API}/test/GET/pets`), action: 'execute-api:InvalidateCache' },
      { ...denied(`${API}/test/GET/pets`), action: 'execute-api:ManageConnections' },
      denied(`${API}/prod/GET/pets`),
    ],
  },
  {
    name: 'the star action stands for every action of the service',
    page: 'api-gateway-control-access-using-iam-policies-to-invoke-api',
    document: document({ Effect: 'Allow', Action: 'execute-api:*', Resource: '*' }),
    requests: [
      allowed(anywhere),
      { ...allowed(anywhere), action: 'execute-api:InvalidateCache' },
      { ...denied(anywhere), action: 's3:GetObject' },
    ],
  },
  {
    name: 'a resource of stars alone is any path in any stage of any API',
    page: 'api-gateway-control-access-using-iam-policies-to-invoke-api',
    document: document(statement('Allow', 'arn:aws:execute-api:*:*:*')),
    requests: [allowed(anywhere), denied('arn:aws-cn:execute-api:cn-north-1:123456789012:a/test/GET/')],
  },
  {
    name: 'a resource with a region is any path in that region',
    page: 'api-gateway-control-access-using-iam-policies-to-invoke-api',
    document: document(statement('Allow', 'arn:aws:execute-api:us-east-1:*:*')),
    requests: [
      allowed(anywhere),
      denied('arn:aws:execute-api:us-east-2:123456789012:a123456789/test/GET/pets'),
    ],
  },
  {
    name: 'any POST below mydemoresource may be called in the test stage',
    page: 'api-gateway-iam-policy-examples-for-api-execution',
    document: document(
      statement('Allow', ['arn:aws:execute-api:us-east-1:*:a123456789/test/POST/mydemoresource/*']),
    ),
    requests: [
      allowed(`${API}/test/POST/mydemoresource/x`),
      allowed(`${API}/test/POST/mydemoresource/x/y`),
      denied(`${API}/test/POST/mydemoresource`),
      denied(`${API}/test/GET/mydemoresource/x`),
      denied(`${API}/prod/POST/mydemoresource/x`),
    ],
  },
  {
    name: 'any method on one path in any stage and region may be called',
    page: 'api-gateway-iam-policy-examples-for-api-execution',
    document: document(
      statement('Allow', ['arn:aws:execute-api:*:*:a123456789/*/*/petstorewalkthrough/pets']),
    ),
    requests: [
      allowed(`${API}/test/GET/petstorewalkthrough/pets`),
      allowed(`${API}/prod/POST/petstorewalkthrough/pets`),
      denied(`${API}/test/GET/petstorewalkthrough/pets/1`),
    ],
  },
  {
    name: 'the blueprint of a Lambda authorizer denies one method in every stage',
    page: 'api-gateway-lambda-authorizer-output',
    document: document({ Action: invoke, Effect: 'Deny', Resource: `${API}/*/GET/` }),
    stage: '*',
    build: (policy) => policy.denyMethod('GET', '/'),
    requests: [denied(`${API}/test/GET/`), denied(`${API}/test/POST/`)],
  },
  {
    name: 'a WebSocket client may send on every route but a secret one',
    page: 'apigateway-websocket-control-access-iam',
    document: document(statement('Allow', [`${API}/prod/*`]), statement('Deny', [`${API}/prod/secret`]), {
      Effect: 'Deny',
      Action: ['execute-api:ManageConnections'],
      Resource: [`${API}/*`],
    }),
    requests: [
      allowed(`${API}/prod/$connect`),
      allowed(`${API}/prod/sendmessage`),
      denied(`${API}/prod/secret`),
      denied(`${API}/test/$connect`),
      { ...denied(`${API}/prod/POST/@connections`), action: 'execute-api:ManageConnections' },
    ],
  },
  {
    name: 'a WebSocket authorizer lets a connection in',
    page: 'apigateway-websocket-api-lambda-auth',
    document: document(statement('Allow', [`${API}/default/$connect`])),
    stage: 'default',
    build: (policy) => policy.allowRoute('$connect'),
    requests: [allowed(`${API}/default/$connect`), denied(`${API}/default/$disconnect`)],
  },
  {
    name: 'two source blocks are denied (the resource policy, without its Principal)',
    page: 'apigateway-resource-policies-examples',
    document: document(
      statement('Allow', [`${API}/*`]),
      statement('Deny', [`${API}/*`], {
        Condition: { IpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '198.51.100.0/24'] } },
      }),
    ),
    requests: [
      allowed(anywhere, { 'aws:SourceIp': '203.0.113.9' }),
      denied(anywhere, { 'aws:SourceIp': '192.0.2.9' }),
      denied(anywhere, { 'aws:SourceIp': '198.51.100.255' }),
      allowed(anywhere),
    ],
  },
  {
    name: 'a resource policy with its Principal is no authorizer policy',
    page: 'apigateway-resource-policies-examples',
    document: document(statement('Allow', [`${API}/*`], { Principal: '*' })),
    requests: [denied(anywhere)],
  },
  {
    name: 'a source outside the VPC is denied, also where the key is missing',
    page: 'apigateway-resource-policies-examples',
    document: document(
      statement('Allow', [`${API}/*`]),
      statement('Deny', [`${API}/*`], {
        Condition: { StringNotEquals: { 'aws:SourceVpc': 'vpc-1a2b3c4d' } },
      }),
    ),
    requests: [
      allowed(anywhere, { 'aws:SourceVpc': 'vpc-1a2b3c4d' }),
      denied(anywhere, { 'aws:SourceVpc': 'vpc-ffffffff' }),
      denied(anywhere),
    ],
  },
  {
    name: 'IPv4 and IPv6 blocks can be mixed',
    page: 'reference_policies_elements_condition_operators',
    document: allowWhen({ IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:DB8:1234:5678::/64'] } }),
    requests: [
      allowed(anywhere, { 'aws:SourceIp': '203.0.113.255' }),
      allowed(anywhere, { 'aws:SourceIp': '2001:db8:1234:5678::9' }),
      denied(anywhere, { 'aws:SourceIp': '203.0.114.0' }),
      denied(anywhere, { 'aws:SourceIp': '2001:db8:1234:5679::9' }),
      denied(anywhere),
    ],
  },
  {
    name: 'a date and an address must both fit',
    page: 'reference_policies_multi-value-conditions',
    document: allowWhen({
      DateGreaterThan: { 'aws:CurrentTime': '2013-08-16T12:00:00Z' },
      DateLessThan: { 'aws:CurrentTime': '2013-08-16T15:00:00Z' },
      IpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '203.0.113.0/24'] },
    }),
    requests: [
      allowed(anywhere, { 'aws:CurrentTime': '2013-08-16T12:00:01Z', 'aws:SourceIp': '203.0.113.1' }),
      denied(anywhere, { 'aws:CurrentTime': '2013-08-16T12:00:00Z', 'aws:SourceIp': '203.0.113.1' }),
      denied(anywhere, { 'aws:CurrentTime': '2013-08-16T15:00:00Z', 'aws:SourceIp': '203.0.113.1' }),
      denied(anywhere, { 'aws:CurrentTime': '2013-08-16T13:00:00Z', 'aws:SourceIp': '198.51.100.1' }),
    ],
  },
  {
    name: 'tokens issued since 2020 are good',
    page: 'reference_policies_elements_condition_operators',
    document: allowWhen({ DateGreaterThan: { 'aws:TokenIssueTime': '2020-01-01T00:00:01Z' } }),
    requests: [
      allowed(anywhere, { 'aws:TokenIssueTime': '2020-01-01T00:00:02Z' }),
      allowed(anywhere, { 'aws:TokenIssueTime': 1_600_000_000 }),
      denied(anywhere, { 'aws:TokenIssueTime': '2020-01-01T00:00:01Z' }),
      denied(anywhere),
    ],
  },
  {
    name: 'key names are not case-sensitive, values are',
    page: 'reference_policies_elements_condition',
    document: allowWhen({ StringEquals: { 'aws:username': 'johndoe' } }),
    requests: [
      allowed(anywhere, { 'AWS:UserName': 'johndoe' }),
      denied(anywhere, { 'aws:username': 'JohnDoe' }),
    ],
  },
  {
    name: 'values can be compared in any case',
    page: 'reference_policies_elements_condition',
    document: allowWhen({ StringEqualsIgnoreCase: { 'aws:username': 'johndoe' } }),
    requests: [
      allowed(anywhere, { 'aws:username': 'JohnDoe' }),
      denied(anywhere, { 'aws:username': 'johndoe2' }),
    ],
  },
  {
    name: 'plain transport is denied',
    page: 'reference_policies_elements_condition_operators',
    document: document(
      statement('Allow', '*'),
      statement('Deny', '*', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    ),
    requests: [
      allowed(anywhere, { 'aws:SecureTransport': true }),
      denied(anywhere, { 'aws:SecureTransport': false }),
      denied(anywhere, { 'aws:SecureTransport': 'false' }),
    ],
  },
  {
    name: 'IfExists lets a missing key pass',
    page: 'reference_policies_elements_condition_operators',
    document: allowWhen({ StringLikeIfExists: { 'ec2:InstanceType': ['t1.*', 't2.*', 'm3.*'] } }),
    requests: [
      allowed(anywhere),
      allowed(anywhere, { 'ec2:InstanceType': 't2.micro' }),
      denied(anywhere, { 'ec2:InstanceType': 'c5.large' }),
    ],
  },
  {
    name: 'without IfExists a missing key does not match',
    page: 'reference_policies_elements_condition_operators',
    document: allowWhen({ StringLike: { 'ec2:InstanceType': ['t1.*', 't2.*', 'm3.*'] } }),
    requests: [allowed(anywhere, { 'ec2:InstanceType': 'm3.large' }), denied(anywhere)],
  },
  {
    name: 'Null asks for a key to be missing',
    page: 'reference_policies_elements_condition_operators',
    document: allowWhen({ Null: { 'aws:TokenIssueTime': 'true' } }),
    requests: [allowed(anywhere), denied(anywhere, { 'aws:TokenIssueTime': '2020-01-01T00:00:00Z' })],
  },
  {
    name: 'a negated operator with several values asks for none of them',
    page: 'reference_policies_condition-logic-multiple-context-keys-or-values',
    document: allowWhen({ StringNotEquals: { 'aws:PrincipalTag/team': ['red', 'blue'] } }),
    requests: [
      allowed(anywhere, { 'aws:PrincipalTag/team': 'green' }),
      allowed(anywhere),
      denied(anywhere, { 'aws:PrincipalTag/team': 'red' }),
      denied(anywhere, { 'aws:PrincipalTag/team': 'blue' }),
    ],
  },
  {
    name: 'wildcards run over slashes, and may stand for nothing',
    page: 'reference_policies_elements_resource',
    document: document(statement('Allow', `${API}/test/GET/bucket/*/test/*`)),
    requests: [
      allowed(`${API}/test/GET/bucket/1/test/object.jpg`),
      allowed(`${API}/test/GET/bucket/1/2/test/object.jpg`),
      allowed(`${API}/test/GET/bucket/1/2/test/3/object.jpg`),
      allowed(`${API}/test/GET/bucket/1///test///object.jpg`),
      allowed(`${API}/test/GET/bucket//test/object.jpg`),
      allowed(`${API}/test/GET/bucket/1/test/`),
      denied(`${API}/test/GET/bucket/1-test/object.jpg`),
      denied(`${API}/test/GET/bucket/test/object.jpg`),
      denied(`${API}/test/GET/bucket/1/2/test.jpg`),
    ],
  },
  {
    name: 'the prefix and the name of an action are case-insensitive',
    page: 'reference_policies_elements_action',
    document: document({ Effect: 'Allow', Action: 'Execute-API:invoke', Resource: '*' }),
    requests: [allowed(anywhere), { ...allowed(anywhere), action: 'EXECUTE-API:INVOKE' }],
  },
  {
    name: 'an action can have wildcards inside',
    page: 'reference_policies_elements_action',
    document: document({ Effect: 'Allow', Action: 'execute-api:*Cache*', Resource: '*' }),
    requests: [{ ...allowed(anywhere), action: 'execute-api:InvalidateCache' }, denied(anywhere)],
  },
];
