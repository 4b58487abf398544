// The template of an app behind an API, from its stack and the declarations of its routes.
import type { Output } from '../output.ts';
import type { ApiApp } from '../workspace.ts';
import { ACCESS_TABLE_CONDITIONS } from './access-table.ts';
import { throttlesAlarms, type Watched } from './alarms.ts';
import { apiOf, isHashing, routingRuleOf, usesCookies } from './api.ts';
import { AUDIT_FUNCTION, auditOf } from './audit.ts';
import { equals, not, ref, sub, type Members } from './cloudformation.ts';
import * as conditions from './conditions.ts';
import { failureMetrics } from './failure-metrics.ts';
import { functionsOf, globalsOf, linesOf } from './functions.ts';
import { hashingFloor } from './hashing-floor.ts';
import { legacyLoginRules } from './legacy-login.ts';
import { logGroups } from './logs.ts';
import { mailAlarm, mailConditions, mailRules } from './mail.ts';
import { apiIdOf, functionIdOf } from './names.ts';
import * as parameters from './parameters.ts';
import { policiesOf, readsAccessTable, rolesOf, secretsOf } from './roles.ts';
import { conditionOf, scheduledConditions, scheduledFunctions, scheduledOf } from './scheduled.ts';
import { secretConditions } from './secret-conditions.ts';
import { stageAlarms } from './stage-alarms.ts';
import { templateOf } from './template.ts';
import { parameterOf } from './variables.ts';

/** `apps/NAME/template.yaml`. */
export const apiTemplate = (app: ApiApp): Output => ({
  file: `apps/${app.name}/template.yaml`,
  text: () => textOf(app),
});

const textOf = (app: ApiApp): string => {
  const { api, description, resources = {} } = app.stack;
  return templateOf({
    app: app.name,
    sources: `apps/${app.name}/stack.ts and the routes of libs/${api.name}-contract`,
    description,
    parameters: parametersOf(app),
    rules: rulesOf(app),
    conditions: conditionsOf(app),
    globals: globalsOf({ MemorySize: 256, Timeout: 10 }, variablesOf(app)),
    resources: resourcesOf(app),
    own: resources,
    outputs: outputsOf(app),
  });
};

const hashes = (app: ApiApp): boolean => linesOf(app).some(isHashing);

const readsSecrets = ({ stack }: ApiApp): boolean => secretsOf(stack).length > 0;

const parametersOf = (app: ApiApp): Members => ({
  ...parameters.WAY_IN,
  ...parameters.parametersOf(app.stack.variables),
  ...(readsSecrets(app) && parameters.SECRETS_KEY),
  ...parameters.domainOf(app.stack.api.name, app.stack.routingPriority),
  ...parameters.ARCHITECTURE,
  ...(hashes(app) && parameters.PASSWORD_BOUNDS.concurrency),
  ...parameters.THROTTLE,
  ...(hashes(app) && parameters.PASSWORD_BOUNDS.throttle),
  ...(app.stack.audit && parameters.AUDIT),
  ...parameters.OPERATIONS,
});

const rulesOf = ({ stack }: ApiApp): Members => ({
  ...rulesOfVariables(stack),
  ...mailRules(stack),
});

const rulesOfVariables = ({ variables }: ApiApp['stack']): Members => ({
  ...(variables.includes('JWT_PRIVATE_KEYS') && conditions.oneKindOfKey('JwtPrivateKeys')),
  ...(variables.includes('ARGON2_MEMORY_KIB') && variables.includes('ARGON2_PASSES') && hashingFloor()),
  ...legacyLoginRules(variables),
});

const conditionsOf = (app: ApiApp): Members => ({
  ...conditions.ORIGINS,
  ...(usesCookies(app.stack) && conditions.COOKIES),
  ...(hashes(app) && { BoundsConcurrency: not(equals(ref('PasswordConcurrency'), 0)) }),
  ...conditions.SESSIONS,
  ...conditions.ALARMS,
  ...conditions.BOUNDARY,
  ...conditions.DOMAIN,
  ...conditions.LOGS_KEY,
  ...(readsSecrets(app) && conditions.SECRETS_KEY),
  ...secretConditions(secretsOf(app.stack)),
  ...(readsAccessTable(app.stack) && ACCESS_TABLE_CONDITIONS),
  ...mailConditions(app.stack),
  ...scheduledConditions(app),
  ...conditions.TRACES,
});

const variablesOf = ({ stack }: ApiApp): Members =>
  Object.fromEntries(stack.variables.map((variable) => [variable, ref(parameterOf(variable))]));

const resourcesOf = (app: ApiApp): Members => {
  const { stack } = app;
  const apiId = apiIdOf(stack.api);
  return {
    [apiId]: apiOf(app),
    ...functionsOf(app),
    ...scheduledFunctions(app, { bounded: hashes(app) }),
    ...rolesOf(stack),
    ...policiesOf(stack),
    ...logGroups('Logs', 'AccessLogs'),
    RoutingRule: routingRuleOf(stack.api.name, apiId),
    ...stageAlarms(),
    ...failureMetrics(stack.variables),
    ...mailAlarm(stack),
    ...throttlesAlarms(watchedOf(app)),
    ...auditOf(app),
  };
};

const watchedOf = (app: ApiApp): readonly Watched[] => [
  ...linesOf(app).map(({ name }) => ({ id: functionIdOf(name) })),
  ...(app.stack.audit === undefined ? [] : [{ id: AUDIT_FUNCTION }]),
  ...scheduledOf(app).map(([name, line]) => ({ id: functionIdOf(name), condition: conditionOf(line) })),
];

const outputsOf = ({ stack: { api, audit } }: ApiApp): Members => ({
  [`${apiIdOf(api)}Url`]: {
    Description: 'Where this API answers.',
    Value: sub(`https://\${${apiIdOf(api)}}.execute-api.\${AWS::Region}.\${AWS::URLSuffix}/\${StageName}`),
  },
  LogGroup: { Description: 'Where the functions log.', Value: ref('Logs') },
  ...(audit && {
    AuditLogGroup: { Description: 'Where their audit lines are kept.', Value: ref('AuditLogs') },
  }),
});
