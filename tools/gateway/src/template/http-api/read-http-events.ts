// The HttpApi events of functions: which function answers which route of which HTTP API.
import { parsePathPattern } from '../../routes/path-pattern.ts';
import type { Field } from '../field.ts';
import { checkMembers } from '../member-table.ts';
import { HTTP_API_EVENT, HTTP_API_EVENT_AUTH } from '../members.ts';
import { METHODS } from '../methods.ts';
import type { FunctionTarget } from '../model.ts';
import type { Notes } from '../notes.ts';
import { readApiId } from '../read-events.ts';
import type { Resolver } from '../resolving.ts';
import { IMPLICIT_HTTP_API } from '../synthetic.ts';
import type { HttpRouteModel } from './model.ts';
import { readPayloadVersion } from './read-http-authorizer.ts';

/** An event of type HttpApi. */
export interface HttpApiEvent extends Omit<HttpRouteModel, 'authorizer'> {
  readonly apiId: string;
  /** Where the API is named, for whoever finds that it is not there. */
  readonly api: Field;
  readonly auth: Field;
}

const LONGEST_TIMEOUT_MS = 30_000;

/** @throws TemplateError for a member that SAM does not have, and for a route that API Gateway would refuse */
export const toHttpApiEvent = (
  properties: Field,
  target: FunctionTarget,
  resolver: Resolver,
  notes: Notes,
): HttpApiEvent => {
  checkMembers(properties, HTTP_API_EVENT, notes);
  const api = properties.member('ApiId');
  const auth = properties.member('Auth');
  checkMembers(auth, HTTP_API_EVENT_AUTH, notes);
  return {
    apiId: readApiId(api, resolver, IMPLICIT_HTTP_API),
    api,
    auth,
    ...readRoute(properties),
    payloadVersion: readPayloadVersion(properties.member('PayloadFormatVersion'), '2.0'),
    timeoutMs: properties.member('TimeoutInMillis').integer(50, LONGEST_TIMEOUT_MS, LONGEST_TIMEOUT_MS),
    target,
  };
};

/** Without a path and a method it is `$default`. */
const readRoute = (properties: Field): Pick<HttpRouteModel, 'routeKey' | 'path' | 'method'> => {
  const [path, method] = [properties.member('Path'), properties.member('Method')];
  const isDefault = path.present ? path.string() === '$default' : !method.present;
  if (isDefault) return { routeKey: '$default', path: null, method: 'ANY' };
  const { problem } = parsePathPattern(path.string());
  if (problem !== undefined) path.fail(problem);
  const verb = readMethod(method);
  return { routeKey: `${verb} ${path.string()}`, path: path.string(), method: verb };
};

const readMethod = (field: Field): string => {
  const method = field.string().toUpperCase();
  if (method === 'X-AMAZON-APIGATEWAY-ANY-METHOD') return 'ANY';
  return ['ANY', ...METHODS].includes(method)
    ? method
    : field.fail(`must be one of ANY, ${METHODS.join(', ')}`);
};
