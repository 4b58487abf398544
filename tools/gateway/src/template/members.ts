// The members of everything in a template that runs here. SAM's own lists, with what becomes of each member in this gateway.
import type { MemberTable } from './member-table.ts';

const row = (...lines: readonly string[]): string => lines.join(' ');

export const TEMPLATE: MemberTable = {
  read: 'Conditions Globals Mappings Outputs Parameters Resources Transform',
  deployed: 'AWSTemplateFormatVersion Description Hooks Metadata Rules',
};

export const GLOBALS: MemberTable = {
  read: 'Api Function HttpApi',
  deployed: 'CapacityProvider LayerVersion SimpleTable StateMachine WebSocketApi',
};

/** The attributes of a resource that runs here, beside its properties. */
export const RESOURCE: MemberTable = {
  read: 'Condition IgnoreGlobals Metadata Properties Type',
  deployed: 'Connectors CreationPolicy DeletionPolicy DependsOn UpdatePolicy UpdateReplacePolicy',
};

const DEFINITION =
  'routes and authorizers come from Events and Auth alone here, and a definition may guard more';

export const API: MemberTable = {
  read: 'Auth BinaryMediaTypes Cors GatewayResponses StageName Variables',
  deployed: row(
    'AccessLogSetting AlwaysDeploy Description DisableExecuteApiEndpoint EndpointAccessMode',
    'EndpointConfiguration FailOnWarnings MethodSettings Mode Name OpenApiVersion PropagateTags SecurityPolicy Tags',
    'TracingEnabled',
  ),
  named: row(
    'ApiKeySourceType CacheClusterEnabled CacheClusterSize CanarySetting Domain MinimumCompressionSize Models Policy',
  ),
  refused: { DefinitionBody: DEFINITION, DefinitionUri: DEFINITION, MergeDefinitions: DEFINITION },
};

const SCOPES = 'scopes belong to Cognito, which does not run here';

export const API_AUTH: MemberTable = {
  read: 'AddDefaultAuthorizerToCorsPreflight ApiKeyRequired Authorizers DefaultAuthorizer',
  deployed: 'AddApiKeyRequiredToCorsPreflight',
  named: 'InvokeRole ResourcePolicy UsagePlan',
};

export const EVENT_AUTH: MemberTable = {
  read: 'ApiKeyRequired Authorizer OverrideApiAuth',
  named: 'InvokeRole ResourcePolicy',
  refused: { AuthorizationScopes: SCOPES },
};

export const AUTHORIZER: MemberTable = {
  read: 'FunctionArn FunctionPayloadType Identity',
  deployed: 'DisableFunctionDefaultPermissions FunctionInvokeRole',
  refused: { AuthorizationScopes: SCOPES, UserPoolArn: 'only Lambda authorizers (FunctionArn) run here' },
};

export const TOKEN_IDENTITY: MemberTable = { read: 'Header ReauthorizeEvery ValidationExpression' };

/** Of a REQUEST authorizer, and of every Lambda authorizer of an HTTP API. */
export const REQUEST_IDENTITY: MemberTable = {
  read: 'Context Headers QueryStrings ReauthorizeEvery StageVariables',
};

export const CORS: MemberTable = { read: 'AllowCredentials AllowHeaders AllowMethods AllowOrigin MaxAge' };

export const GATEWAY_RESPONSE: MemberTable = { read: 'ResponseParameters ResponseTemplates StatusCode' };

export const RESPONSE_PARAMETERS: MemberTable = { read: 'Headers', named: 'Paths QueryStrings' };

export const FUNCTION: MemberTable = {
  read: row(
    'AutoPublishAlias CodeUri Environment Events FunctionName Handler ImageConfig ImageUri InlineCode MemorySize PackageType',
    'Runtime Timeout',
  ),
  deployed: row(
    'Architectures AssumeRolePolicyDocument AutoPublishAliasAllProperties AutoPublishCodeSha256 CodeSigningConfigArn',
    'DeadLetterQueue DeploymentPreference Description EphemeralStorage EventInvokeConfig FunctionScalingConfig',
    'KmsKeyArn LoggingConfig PermissionsBoundary Policies PropagateTags ProvisionedConcurrencyConfig',
    'PublishToLatestPublished RecursiveLoop ReservedConcurrentExecutions Role RolePath RuntimeManagementConfig',
    'SnapStart SourceKMSKeyArn Tags Tracing VersionDeletionPolicy VersionDescription VpcConfig',
  ),
  named: 'CapacityProviderConfig DurableConfig FileSystemConfigs FunctionUrlConfig Layers TenancyConfig',
};

export const ENVIRONMENT: MemberTable = { read: 'Variables' };

export const EVENT: MemberTable = { read: 'Properties Type' };

export const API_EVENT: MemberTable = {
  read: 'Auth Method Path RestApiId',
  named: 'RequestModel RequestParameters ResponseTransferMode TimeoutInMillis',
};

/** A schedule of EventBridge's rules. */
export const SCHEDULE_EVENT: MemberTable = {
  read: 'Enabled Input Schedule State',
  deployed: 'DeadLetterConfig Description Name RetryPolicy RoleArn',
};

/** The events that SAM knows beside `Api`, `HttpApi` and `Schedule`. */
export const OTHER_EVENTS: readonly string[] = row(
  'AlexaSkill CloudWatchEvent CloudWatchLogs Cognito DocumentDB DynamoDB EventBridgeRule IoTRule Kinesis MQ MSK',
  'S3 SNS SQS ScheduleV2 SelfManagedKafka',
).split(' ');

/** SAM's resources beside those that run here. */
export const OTHER_SAM_RESOURCES: readonly string[] = row(
  'Application CapacityProvider Connector GraphQLApi LayerVersion MicroVmImage MicroVMImage NetworkConnector',
  'SimpleTable StateMachine WebFunction WebSocketApi',
).split(' ');

export const HTTP_API: MemberTable = {
  read: 'Auth CorsConfiguration StageName StageVariables',
  deployed: row(
    'AccessLogSettings DefaultRouteSettings Description DisableExecuteApiEndpoint FailOnWarnings Name PropagateTags',
    'RouteSettings Tags',
  ),
  named: 'Domain',
  refused: { DefinitionBody: DEFINITION, DefinitionUri: DEFINITION },
};

export const HTTP_API_AUTH: MemberTable = {
  read: 'Authorizers DefaultAuthorizer',
  deployed: 'EnableIamAuthorizer',
};

export const JWT_AUTHORIZER: MemberTable = { read: 'AuthorizationScopes IdentitySource JwtConfiguration' };

export const HTTP_LAMBDA_AUTHORIZER: MemberTable = {
  read: 'AuthorizerPayloadFormatVersion EnableSimpleResponses FunctionArn Identity',
  deployed: 'EnableFunctionDefaultPermissions FunctionInvokeRole',
};

export const HTTP_API_EVENT: MemberTable = {
  read: 'ApiId Auth Method Path PayloadFormatVersion TimeoutInMillis',
  deployed: 'RouteSettings',
};

export const HTTP_API_EVENT_AUTH: MemberTable = { read: 'AuthorizationScopes Authorizer' };

export const HTTP_API_CORS: MemberTable = {
  read: 'AllowCredentials AllowHeaders AllowMethods AllowOrigins ExposeHeaders MaxAge',
};

export const PARAMETER: MemberTable = {
  read: 'AllowedPattern AllowedValues ConstraintDescription Default MaxLength MaxValue MinLength MinValue Type',
  deployed: 'Description NoEcho',
};
