// Short templates for tests: a function `Fn` with a route on an API `Api`, and an authorizer `AuthFn`.

/** A template of these resources, each indented by two. */
export const template = (...resources: readonly string[]): string =>
  ['Resources:', ...resources, ''].join('\n');

/** `more` are properties, each with a comma behind it. */
export const fn = (events: string, more = ''): string =>
  `  Fn: { Type: AWS::Serverless::Function, Metadata: { Source: a.ts }, Properties: { Handler: a.h, ${more} Events: { ${events} } } }`;

/** `GET /x`; `more` are properties of the event. */
export const route = (more = 'RestApiId: !Ref Api'): string =>
  `E: { Type: Api, Properties: { Path: /x, Method: get, ${more} } }`;

export const authFn = (more = ''): string =>
  `  AuthFn: { Type: AWS::Serverless::Function, Metadata: { Source: a.ts }, Properties: { Handler: a.h, ${more} } }`;

export const api = (properties = ''): string =>
  `  Api: { Type: AWS::Serverless::Api, Properties: { StageName: v1, ${properties} } }`;

/** `Auth` with the default authorizer A. */
export const auth = (functionArn = '!GetAtt AuthFn.Arn'): string =>
  `Auth: { DefaultAuthorizer: A, Authorizers: { A: { FunctionArn: ${functionArn} } } }`;
