// Which routes of its API a policy opens.
import { decide, type Policy, type RequestContext } from '@gatehouse/policy';
import { methodArn } from '../events/method-arn.ts';
import { parseRequestTarget } from '../routes/request-target.ts';
import type { ApiModel, RouteModel } from '../template/model.ts';

export interface OpenedRoute {
  readonly method: string;
  readonly path: string;
  /** `public`: nobody is asked. `own`: where its parameters are the caller's own id, and with no other. */
  readonly opens: 'public' | 'yes' | 'own' | 'no';
}

export interface Caller {
  readonly policy: Policy;
  readonly principalId: string;
  readonly context: RequestContext;
}

export const openedRoutes = (api: ApiModel, caller: Caller): readonly OpenedRoute[] =>
  api.routes
    .filter(({ integration }) => integration.kind === 'function')
    .map((route) => ({ method: route.method, path: route.path, opens: opensTo(caller, api, route) }));

/** No account has this id: those of Gatehouse are longer. */
const SOMEBODY_ELSE = 'another';

const opensTo = (caller: Caller, api: ApiModel, route: RouteModel): OpenedRoute['opens'] => {
  if (route.authorizer === null) return 'public';
  if (allows(caller, api, route, SOMEBODY_ELSE)) return 'yes';
  return route.path.includes('{') && allows(caller, api, route, caller.principalId) ? 'own' : 'no';
};

const allows = ({ policy, context }: Caller, api: ApiModel, route: RouteModel, id: string): boolean => {
  const target = parseRequestTarget(route.path.replaceAll(/\{[^}]+\}/g, encodeURIComponent(id)));
  const method = route.method === 'ANY' ? 'GET' : route.method;
  const resource = methodArn(api, method, target?.segments ?? []);
  return decide(policy, { action: 'execute-api:Invoke', resource, context }) === 'allow';
};
