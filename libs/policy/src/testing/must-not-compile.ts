// Mistakes that the types of the face refuse: `npm run types` compiles this file, and nothing runs it.
import {
  AuthPolicy,
  compileGrants,
  evaluate,
  formatMethodArn,
  PolicyError,
  type ApiStage,
} from '../index.ts';

export const mistakesOfBuilders = (stage: ApiStage): void => {
  const { stage: _stage, ...withoutStage } = stage;
  // @ts-expect-error -- a policy for every stage has to say so, as `*`
  void new AuthPolicy('user-42', withoutStage);
  const policy = new AuthPolicy('user-42', stage);
  // @ts-expect-error -- no such method
  policy.allowMethod('FETCH', '/pets');
  // @ts-expect-error -- methods are in upper case
  policy.denyMethod('get', '/pets');
  // @ts-expect-error -- no such operator
  policy.allowMethodWithConditions('GET', '/pets', { IpAdress: { 'aws:SourceIp': '203.0.113.0/24' } });
  // @ts-expect-error -- an operator for several values is read, and never written
  policy.denyMethodWithConditions('GET', '/pets', { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } });
  // @ts-expect-error -- API Gateway takes a flat context
  policy.build({ roles: ['keeper'] });
};

export const mistakesOfReaders = (stage: ApiStage, policyDocument: object): void => {
  // @ts-expect-error -- a decision is of an action
  evaluate(policyDocument, { resource: formatMethodArn({ ...stage, verb: 'GET', path: '/pets' }) });
  // @ts-expect-error -- a method or a route, not both
  formatMethodArn({ ...stage, verb: 'GET', path: '/pets', routeKey: '$connect' });
  // @ts-expect-error -- a grant has a verb
  compileGrants([{ path: '/pets' }], []);
  // @ts-expect-error -- no such code
  throw new PolicyError('wrong', 'a rule');
};
