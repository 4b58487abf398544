// The names of one account in which these tests are told: what CloudFormation calls the things of a stack.

export const ACCOUNT = '123456789012';

const at = (service: string, resource: string, account = ACCOUNT): string =>
  `arn:aws:${service}:eu-west-1:${account}:${resource}`;

/** ARNs by what they are of; names without a stack are whole. */
export const arn = {
  stack: (name: string) => at('cloudformation', `stack/${name}/0123-4567`),
  function: (name: string) => at('lambda', `function:${name}`),
  logGroup: (name: string) => at('logs', `log-group:${name}`),
  logStream: (name: string) => at('logs', `log-group:${name}:log-stream:2026/11/26/1`),
  alarm: (name: string) => at('cloudwatch', `alarm:${name}`),
  rule: (name: string) => at('events', `rule/${name}`),
  secret: (name: string) => at('secretsmanager', `secret:${name}-AbCdEf`),
  parameter: (name: string) => at('ssm', `parameter${name}`),
  table: (name: string) => at('dynamodb', `table/${name}`),
  key: at('kms', 'key/0123-4567'),
  api: (path: string) => at('apigateway', path, ''),
  routingRule: at('apigateway', '/domainnames/api.example.com/routingrules/1'),
  role: (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`,
  policy: (name: string) => `arn:aws:iam::${ACCOUNT}:policy/${name}`,
  provider: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`,
  user: (name: string) => `arn:aws:iam::${ACCOUNT}:user/${name}`,
  bucket: 'arn:aws:s3:::gatehouse-account-artifacts-1a2b',
  object: (key: string) => `arn:aws:s3:::gatehouse-account-artifacts-1a2b/${key}`,
} as const;

/** What the stack of github.yaml makes, under its default name. */
export const GITHUB = {
  stack: 'gatehouse-github',
  role: arn.role('gatehouse-github-DeployRole-1A2B'),
  boundary: arn.policy('boundaries/gatehouse-github-Boundary-1A2B'),
} as const;
