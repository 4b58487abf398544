// What has to stand in the CloudFormation of a service behind the authorizer, whatever tool has written it.
import { expect } from '@jest/globals';
import type { TemplateValue } from '@gatehouse/templates';

const AUTHORIZER = { 'Fn::ImportValue': 'gatehouse-authorizer-AuthorizerFunctionArn' };

/** The expression that every template of this workspace has. */
export const BEARER = '^[Bb][Ee][Aa][Rr][Ee][Rr] +[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$';

/** Holds a REST API, an HTTP API and a function URL of one template to the guard. */
export const expectAttached = (template: TemplateValue): void => {
  const ofType = (type: string): TemplateValue[] =>
    Object.values<TemplateValue>(template.Resources)
      .filter(({ Type }) => Type === type)
      .map(({ Properties }) => Properties);
  expect(ofType('AWS::ApiGateway::Authorizer')).toEqual([
    expect.objectContaining({
      ...{ Type: 'TOKEN', IdentitySource: 'method.request.header.Authorization' },
      ...{ IdentityValidationExpression: BEARER, AuthorizerResultTtlInSeconds: 60 },
      AuthorizerUri: uriOfAuthorizer(),
    }),
  ]);
  expect(ofType('AWS::ApiGatewayV2::Authorizer')).toEqual([
    expect.objectContaining({
      ...{ AuthorizerType: 'REQUEST', AuthorizerPayloadFormatVersion: '2.0', EnableSimpleResponses: false },
      ...{ IdentitySource: ['$request.header.Authorization'], AuthorizerResultTtlInSeconds: 60 },
      AuthorizerUri: uriOfAuthorizer(),
    }),
  ]);
  expectGuarded([...ofType('AWS::ApiGateway::Method'), ...ofType('AWS::ApiGatewayV2::Route')]);
  expectPermitted(ofType('AWS::Lambda::Permission'));
  expect(ofType('AWS::Lambda::Url').map(({ AuthType }) => AuthType)).toEqual(['NONE']);
};

const uriOfAuthorizer = () => ({
  'Fn::Join': ['', expect.arrayContaining([AUTHORIZER, expect.stringContaining('/invocations')])],
});

const expectGuarded = (routes: readonly TemplateValue[]): void => {
  expect(routes.length).toBeGreaterThan(1);
  for (const { AuthorizationType, AuthorizerId } of routes)
    expect([AuthorizationType, AuthorizerId]).toEqual(['CUSTOM', expect.objectContaining({})]);
};

/** Each API may call the authorizer, everyone the URL, and nobody else anything of the authorizer's. */
const expectPermitted = (permissions: readonly TemplateValue[]): void => {
  const ofAuthorizer = permissions.filter(({ FunctionName }) => 'Fn::ImportValue' in FunctionName);
  expect(ofAuthorizer).toHaveLength(2);
  for (const permission of ofAuthorizer)
    expect(permission).toMatchObject({
      ...{ FunctionName: AUTHORIZER, Action: 'lambda:InvokeFunction' },
      ...{ Principal: 'apigateway.amazonaws.com', SourceArn: expect.objectContaining({}) },
    });
  const byUrl = permissions.filter(({ Principal }) => Principal === '*');
  expect(byUrl.map(({ Action }) => Action).sort()).toEqual([
    'lambda:InvokeFunction',
    'lambda:InvokeFunctionUrl',
  ]);
};
