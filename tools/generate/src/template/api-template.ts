// The template of an app behind an API, from its stack and the declarations of its routes.
import type { Output } from '../output.ts';
import type { ApiApp } from '../workspace.ts';
import { alarm, atOnce, slowly, throttlesAlarms } from './alarms.ts';
import { apiOf, isHashing, routingRuleOf } from './api.ts';
import { equals, isGiven, Named, not, ref, sub, type Members } from './cloudformation.ts';
import * as conditions from './conditions.ts';
import { functionsOf, globalsOf, linesOf } from './functions.ts';
import { logGroups } from './logs.ts';
import { apiIdOf, functionIdOf } from './names.ts';
import * as parameters from './parameters.ts';
import { leadsTo } from './references.ts';
import { policiesOf, rolesOf, secretsOf } from './roles.ts';
import { SECRETS } from './secrets.ts';
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
    rules: app.stack.variables.includes('JWT_PRIVATE_KEYS') ? conditions.oneKindOfKey('JwtPrivateKeys') : {},
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
  ...parameters.OPERATIONS,
});

const conditionsOf = (app: ApiApp): Members => ({
  ...conditions.ORIGINS,
  ...(hashes(app) && { BoundsConcurrency: not(equals(ref('PasswordConcurrency'), 0)) }),
  ...conditions.SESSIONS,
  ...conditions.ALARMS,
  ...conditions.DOMAIN,
  ...conditions.LOGS_KEY,
  ...(readsSecrets(app) && conditions.SECRETS_KEY),
  ...secretConditionsOf(app),
  ...conditions.TRACES,
});

const secretConditionsOf = ({ stack }: ApiApp): Members =>
  Object.assign(
    {},
    ...secretsOf(stack).map((secret) => {
      const { variables, inSsm, isThere } = SECRETS[secret];
      return {
        ...(isThere !== undefined && { [isThere]: isGiven(parameterOf(variables[0] ?? '')) }),
        ...(variables.length > 1 && { [conditions.ONE_IS_EMPTY]: undefined }),
        [inSsm]: leadsTo('ssm', variables),
      };
    }),
  ) as Members;

const variablesOf = ({ stack }: ApiApp): Members =>
  Object.fromEntries(stack.variables.map((variable) => [variable, ref(parameterOf(variable))]));

const resourcesOf = (app: ApiApp): Members => {
  const { stack } = app;
  const apiId = apiIdOf(stack.api);
  return {
    [apiId]: apiOf(app),
    ...functionsOf(app),
    ...rolesOf(stack),
    ...policiesOf(stack),
    ...logGroups('Logs', 'AccessLogs'),
    RoutingRule: routingRuleOf(stack.api.name, apiId),
    ...stageAlarms(),
    ...throttlesAlarms(linesOf(app).map(({ name }) => functionIdOf(name))),
  };
};

const stageAlarms = (): Members => {
  const stage = new Named('stage', [
    { Name: 'ApiName', Value: ref('AWS::StackName') },
    { Name: 'Stage', Value: ref('StageName') },
  ]);
  return {
    FaultsAlarm: alarm({
      AlarmDescription:
        'Answers of 500 and above - faults of ours, or a database that is away. The log has each by its request id.',
      Namespace: 'AWS/ApiGateway',
      MetricName: '5XXError',
      Dimensions: stage,
      Statistic: 'Sum',
      Period: 300,
      ...atOnce(5),
    }),
    LatencyAlarm: alarm({
      AlarmDescription: 'One in a hundred answers takes longer than three seconds.',
      Namespace: 'AWS/ApiGateway',
      MetricName: 'Latency',
      Dimensions: stage,
      ...slowly(3000),
    }),
  };
};

const outputsOf = ({ stack: { api } }: ApiApp): Members => ({
  [`${apiIdOf(api)}Url`]: {
    Description: 'Where this API answers.',
    Value: sub(`https://\${${apiIdOf(api)}}.execute-api.\${AWS::Region}.\${AWS::URLSuffix}/\${StageName}`),
  },
  LogGroup: { Description: 'Where the functions log.', Value: ref('Logs') },
});
