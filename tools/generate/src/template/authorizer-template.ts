// The template of the authorizer, from its stack.
import type { Output } from '../output.ts';
import type { AuthorizerApp } from '../workspace.ts';
import { ACCESS_TABLE_CONDITIONS, MAY_READ_ACCESS_TABLE, READS_ACCESS_TABLE } from './access-table.ts';
import { authorizerAlarms } from './authorizer-alarms.ts';
import { and, equals, getAtt, isGiven, not, or, ref, sub, when, type Members } from './cloudformation.ts';
import * as conditions from './conditions.ts';
import { globalsOf, zipOf } from './functions.ts';
import { logGroups } from './logs.ts';
import * as parameters from './parameters.ts';
import { leadsTo, readsReference } from './references.ts';
import { DECRYPTS_REFERENCES, role, WRITES_LOGS, WRITES_TRACES } from './roles.ts';
import { secretConditions } from './secret-conditions.ts';
import { IN_DYNAMO, usesTable } from './table.ts';
import { templateOf } from './template.ts';
import { parameterOf, VARIABLES } from './variables.ts';

/** `apps/NAME/template.yaml`. */
export const authorizerTemplate = (app: AuthorizerApp): Output => ({
  file: `apps/${app.name}/template.yaml`,
  text: () => textOf(app),
});

const textOf = (app: AuthorizerApp): string =>
  templateOf({
    app: app.name,
    sources: `apps/${app.name}/stack.ts`,
    description: app.stack.description,
    parameters: parametersOf(app),
    rules: { ...conditions.oneKindOfKey('JwtJwks'), ...SESSIONS_HAVE_A_DATABASE },
    conditions: CONDITIONS,
    globals: globalsOf({}, variablesOf(app)),
    resources: resourcesOf(app),
    own: app.stack.resources ?? {},
    outputs: OUTPUTS,
  });

const parametersOf = ({ stack }: AuthorizerApp): Members => ({
  ...parameters.parametersOf(stack.variables, {
    DATABASE_URL: {
      Default: '',
      Description:
        'For the session check alone - dynamodb://REGION/TABLE, or a reference, secretsmanager:name or ssm:/path/name.',
      AllowedPattern: VARIABLES.DATABASE_URL.AllowedPattern.replace(/\$$/, '?$'),
    },
  }),
  ...parameters.SECRETS_KEY,
  ...parameters.ARCHITECTURE,
  AuthorizerConcurrency: {
    Type: 'Number',
    Default: 100,
    MinValue: 0,
    Description:
      'So many calls at once are set aside for the authorizer, whatever else the account runs. 0 sets none aside.',
  },
  ...parameters.OPERATIONS,
});

const SESSIONS_HAVE_A_DATABASE: Members = {
  SessionsHaveADatabase: {
    RuleCondition: isGiven('SessionCheckSeconds'),
    Assertions: [
      { AssertDescription: 'SessionCheckSeconds needs DatabaseUrl.', Assert: isGiven('DatabaseUrl') },
    ],
  },
};

/** The keys that verify: a public set, or the shared secret. */
const KEYS = ['JWT_JWKS', 'SECRET_KEY'];

const CONDITIONS: Members = {
  ...ACCESS_TABLE_CONDITIONS,
  ...conditions.SESSIONS,
  ...secretConditions(['DatabaseUrl']),
  ReadsReference: and({ Condition: 'ChecksSessions' }, { Condition: 'DatabaseUrlIsReference' }),
  ReadsTable: and({ Condition: 'ChecksSessions' }, { Condition: IN_DYNAMO }),
  ...conditions.ALARMS,
  ...conditions.BOUNDARY,
  ...conditions.LOGS_KEY,
  ...conditions.SECRETS_KEY,
  [conditions.ONE_IS_EMPTY]: undefined,
  KeysInSecretsManager: leadsTo('secretsmanager', KEYS),
  KeysInSsm: leadsTo('ssm', KEYS),
  ReadsKeys: or({ Condition: 'KeysInSsm' }, { Condition: 'KeysInSecretsManager' }),
  SetsConcurrencyAside: not(equals(ref('AuthorizerConcurrency'), 0)),
  ...conditions.TRACES,
};

/** The variables that are set where sessions are looked up, and nowhere else. */
const OF_SESSIONS: readonly string[] = ['SESSION_CHECK_SECONDS', 'DATABASE_URL'];

const variablesOf = ({ stack }: AuthorizerApp): Members =>
  Object.fromEntries(
    stack.variables.map((variable) => {
      const value = ref(parameterOf(variable));
      return [variable, OF_SESSIONS.includes(variable) ? when('ChecksSessions', value) : value];
    }),
  );

const resourcesOf = (app: AuthorizerApp): Members => ({
  AuthorizerFunction: functionOf(app),
  AuthorizerRole: role(
    when('ReadsKeys', ref('ReadsVerificationKeys')),
    MAY_READ_ACCESS_TABLE,
    when('ReadsReference', ref('ReadsDatabaseUrl')),
    when('ReadsTable', ref('UsesTable')),
  ),
  WritesLogs: WRITES_LOGS,
  ReadsVerificationKeys: readsReference({ variables: KEYS, inSsm: 'KeysInSsm', condition: 'ReadsKeys' }),
  ReadsAccessTable: READS_ACCESS_TABLE,
  ReadsDatabaseUrl: readsReference({
    variables: ['DATABASE_URL'],
    inSsm: 'DatabaseUrlInSsm',
    condition: 'ReadsReference',
  }),
  UsesTable: usesTable('ReadsTable'),
  DecryptsReferences: DECRYPTS_REFERENCES,
  WritesTraces: WRITES_TRACES,
  ...logGroups('Logs'),
  ...authorizerAlarms(),
});

const functionOf = ({ name, stack: { sources } }: AuthorizerApp): Members => ({
  Type: 'AWS::Serverless::Function',
  Metadata: {
    Source: when('ChecksSessions', `src/${sources.checkingSessions}.ts`, `src/${sources.alone}.ts`),
  },
  Properties: {
    Description: 'Verifies the token and answers with one policy for the whole API.',
    CodeUri: zipOf(name),
    Handler: when('ChecksSessions', handlerOf(sources.checkingSessions), handlerOf(sources.alone)),
    Role: getAtt('AuthorizerRole', 'Arn'),
    MemorySize: 256,
    Timeout: 10,
    ReservedConcurrentExecutions: when('SetsConcurrencyAside', ref('AuthorizerConcurrency')),
  },
});

/** `handler.handler`, `session-check.handler`: the module without its ending, and its export. */
const handlerOf = (source: string): string => `${source.replace(/\.handler$/, '')}.handler`;

const OUTPUTS: Members = {
  AuthorizerFunctionArn: {
    Description: 'What the DefaultAuthorizer of every other stack points at.',
    Value: getAtt('AuthorizerFunction', 'Arn'),
    Export: { Name: sub('${AWS::StackName}-AuthorizerFunctionArn') },
  },
  LogGroup: { Description: 'Where the authorizer logs.', Value: ref('Logs') },
};
