// The parameters of stacks: those of their variables, and those that an operator sets for the stack itself.
import { type Members, type Parameter } from './cloudformation.ts';
import { parameterOf, VARIABLES } from './variables.ts';

/** The parameters of an API's stack before those of its variables. */
export const WAY_IN: Members = {
  StageName: { Type: 'String', Default: 'v1' },
  AuthorizerStack: {
    Type: 'String',
    Default: 'gatehouse-authorizer',
    Description: "The stack that exports the authorizer's function.",
  },
  SessionCheckSeconds: {
    Type: 'String',
    Default: '',
    Description:
      "The same as in the authorizer's stack; when it is set, API Gateway remembers no answer of the authorizer.",
  },
};

/** A parameter for each variable, in their order; `others` say where this stack's differ from the catalogue's. */
export const parametersOf = (
  variables: readonly string[],
  others: Readonly<Record<string, Parameter>> = {},
): Members =>
  Object.fromEntries(
    variables.map((variable) => [
      parameterOf(variable),
      { ...(VARIABLES as Readonly<Record<string, Parameter>>)[variable], ...others[variable] },
    ]),
  );

const anArn = (Description: string): Parameter => ({
  Type: 'String',
  Default: '',
  Description,
  AllowedPattern: '^(arn:\\S+)?$',
});

export const SECRETS_KEY: Members = {
  SecretsKeyArn: anArn('The KMS key of these references, when it is one of your own.'),
};

/** The domain that an API may answer under, at its first segment. */
export const domainOf = (segment: string, priority: number): Members => ({
  DomainName: {
    Type: 'String',
    Default: '',
    Description: `The custom domain that this API answers under, at /${segment}. It has to be there.`,
  },
  RoutingPriority: {
    Type: 'Number',
    Default: priority,
    MinValue: 1,
    MaxValue: 1_000_000,
    Description: "The place of this API's routing rule among the domain's; no two may be equal.",
  },
});

export const ARCHITECTURE: Members = {
  Architecture: {
    Type: 'String',
    Default: 'arm64',
    AllowedValues: ['arm64', 'x86_64'],
    Description: 'What the zip was packaged for.',
  },
};

/** So that a flood of passwords takes neither all concurrency nor all requests. */
export const PASSWORD_BOUNDS = {
  concurrency: {
    PasswordConcurrency: {
      Type: 'Number',
      Default: 20,
      MinValue: 0,
      Description: 'At most so many calls at once for each function that hashes passwords. 0 sets no bound.',
    },
  },
  throttle: {
    PasswordThrottleRate: {
      Type: 'Number',
      Default: 20,
      Description: 'Requests a second for each route that hashes passwords.',
    },
    PasswordThrottleBurst: {
      Type: 'Number',
      Default: 40,
      Description: 'Requests at once for each route that hashes passwords.',
    },
  },
} as const satisfies Readonly<Record<string, Members>>;

export const THROTTLE: Members = {
  ThrottleRate: { Type: 'Number', Default: 200, Description: 'Requests a second that the stage takes.' },
  ThrottleBurst: { Type: 'Number', Default: 400, Description: 'Requests at once that the stage takes.' },
};

/** Where a stack has a log group for audit lines. */
export const AUDIT: Members = {
  AuditRetentionDays: {
    Type: 'Number',
    Default: 400,
    AllowedValues: [30, 60, 90, 180, 365, 400, 731, 1096, 1827, 2557, 3653],
    Description: 'How long audit lines are kept, in a log group of their own.',
  },
};

/** What an operator sets of every stack: alarms, the roles' boundary, logs, traces. */
export const OPERATIONS: Members = {
  AlarmTopicArn: anArn('The SNS topic that alarms go to.'),
  PermissionsBoundary: anArn(
    'The policy that no role of this stack can exceed; the stack of the GitHub role has one.',
  ),
  LogRetentionDays: {
    Type: 'Number',
    Default: 90,
    AllowedValues: [1, 7, 14, 30, 60, 90, 180, 365, 400, 731],
  },
  LogsKeyArn: anArn('A KMS key of your own for the logs; its policy has to admit CloudWatch Logs.'),
  Tracing: {
    Type: 'String',
    Default: 'PassThrough',
    AllowedValues: ['PassThrough', 'Active'],
    Description: 'Active samples calls into X-Ray.',
  },
  Version: { Type: 'String', Default: 'none', Description: 'What is deployed; the deploy command sets it.' },
};
