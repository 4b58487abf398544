// The API of a stack: its stage, its authorizer, what it answers itself.
import type { ApiApp } from '../workspace.ts';
import { ref, sub, when, type Members } from './cloudformation.ts';
import { preflightOf } from './cors.ts';
import { linesOf, type RouteLine } from './functions.ts';
import { gatewayResponses } from './gateway-responses.ts';

export const apiOf = (app: ApiApp): Members => ({
  Type: 'AWS::Serverless::Api',
  Properties: {
    Description: app.stack.description,
    Name: ref('AWS::StackName'),
    StageName: ref('StageName'),
    '# SAM deploys anew when the text of the definition changes; a parameter such as SessionCheckSeconds is not in it.':
      undefined,
    AlwaysDeploy: true,
    '# Without it SAM adds a second stage of its own, named Stage.': undefined,
    OpenApiVersion: '3.0.1',
    EndpointConfiguration: { Type: 'REGIONAL' },
    TracingEnabled: when('Traces', true, false),
    AccessLogSetting: ACCESS_LOG,
    MethodSettings: [WHOLE_STAGE, ...linesOf(app).filter(isHashing).map(passwordSetting)],
    Auth: AUTH,
    Cors: preflightOf(app.stack.api),
    '# What API Gateway answers itself: the problems of libs/http.': undefined,
    GatewayResponses: gatewayResponses({ allowsCredentials: usesCookies(app.stack) }),
  },
});

/** Whether its refresh tokens may travel in a cookie. */
export const usesCookies = ({ variables }: ApiApp['stack']): boolean => variables.includes('REFRESH_COOKIE');

const ACCESS_LOG: Members = {
  DestinationArn: sub('arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${AccessLogs}'),
  '# The route and no path: a path holds ids.': undefined,
  Format: JSON.stringify({
    time: '$context.requestTimeEpoch',
    request_id: '$context.requestId',
    method: '$context.httpMethod',
    route: '$context.resourcePath',
    status: '$context.status',
    address: '$context.identity.sourceIp',
    latency_ms: '$context.responseLatency',
    function_ms: '$context.integrationLatency',
    function_status: '$context.integration.integrationStatus',
    answer: '$context.error.responseType',
  }),
};

const throttled = (method: string, path: string, kind: string): Members => ({
  ResourcePath: path,
  HttpMethod: method,
  ThrottlingRateLimit: ref(`${kind}Rate`),
  ThrottlingBurstLimit: ref(`${kind}Burst`),
  DataTraceEnabled: false,
});

const WHOLE_STAGE = throttled('*', '/*', 'Throttle');

/** API Gateway writes a path here as a JSON Pointer does (RFC 6901). */
const passwordSetting = ({ route }: RouteLine): Members =>
  throttled(route.method, `/${route.path.replaceAll('/', '~1')}`, 'PasswordThrottle');

export const isHashing = ({ line }: RouteLine): boolean => line.hashesPasswords === true;

const AUTH: Members = {
  DefaultAuthorizer: 'JWTCustomAuthorizer',
  AddDefaultAuthorizerToCorsPreflight: false,
  Authorizers: {
    JWTCustomAuthorizer: {
      FunctionArn: { 'Fn::ImportValue': sub('${AuthorizerStack}-AuthorizerFunctionArn') },
      FunctionPayloadType: 'TOKEN',
      Identity: {
        Header: 'Authorization',
        ValidationExpression: '^[Bb][Ee][Aa][Rr][Ee][Rr] +[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$',
        '# A remembered answer would outlive the session, so none is where sessions are looked up.':
          undefined,
        ReauthorizeEvery: when('ChecksSessions', 0, 60),
      },
    },
  },
};

/** The rule by which a domain leads requests of the API's first segment here. */
export const routingRuleOf = (segment: string, apiId: string): Members => ({
  Type: 'AWS::ApiGatewayV2::RoutingRule',
  Condition: 'HasDomain',
  Properties: {
    DomainNameArn: sub('arn:${AWS::Partition}:apigateway:${AWS::Region}::/domainnames/${DomainName}'),
    Priority: ref('RoutingPriority'),
    Conditions: [{ MatchBasePaths: { AnyOf: [segment] } }],
    Actions: [{ InvokeApi: { ApiId: ref(apiId), Stage: ref(`${apiId}.Stage`), StripBasePath: false } }],
  },
});
