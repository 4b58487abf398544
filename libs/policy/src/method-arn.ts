// The ARN of one API Gateway method or route, read and written; the only place that knows its layout.
import { findMalformed, formatStageArn, type ApiStage } from './api-stage.ts';
import { PolicyError } from './errors.ts';
import { HttpVerb, isHttpVerb } from './http-verb.ts';

/** A method of a REST or HTTP API. `path` starts with a slash and is `/` at the root. */
export interface HttpMethodArn extends ApiStage {
  readonly verb: HttpVerb;
  readonly path: string;
  readonly routeKey?: undefined;
}

/** A route without a verb: `$connect` and the other routes of a WebSocket API, `$default` of an HTTP API. */
export interface RouteArn extends ApiStage {
  readonly routeKey: string;
  readonly verb?: undefined;
  readonly path?: undefined;
}

/** What the ARN of an authorizer’s event names: a method, or a route without a verb. */
export type MethodArn = HttpMethodArn | RouteArn;

const METHOD_ARN =
  /^arn:(?<partition>[^:]+):execute-api:(?<region>[^:*]+):(?<accountId>[^:*]+):(?<apiId>[^:/*]+)\/(?<stage>[^/*]+)\/(?<rest>.+)$/s;

/**
 * Reads the `methodArn` or `routeArn` of an authorizer's event, of any partition.
 * @throws PolicyError `invalid_method_arn` for anything else, patterns with `*` included.
 * @example
 * const { apiId, stage, verb, path } = parseMethodArn(event.methodArn);
 */
export const parseMethodArn = (arn: string): MethodArn => {
  const parts = METHOD_ARN.exec(arn)?.groups;
  if (parts === undefined) throw invalidArn('it is not arn:PARTITION:execute-api:REGION:ACCOUNT:API/STAGE/…');
  const { partition = '', region = '', accountId = '', apiId = '', stage = '', rest = '' } = parts;
  const api = { partition, region, accountId, apiId, stage };
  const malformed = findMalformed(api);
  if (malformed !== undefined) throw invalidArn(`its ${malformed} is malformed`);
  return { ...api, ...parseMethod(rest) };
};

/**
 * Writes the ARN that `parseMethodArn` reads.
 * @example
 * const arn = formatMethodArn({ ...api, verb: 'GET', path: '/pets/7' });
 */
export const formatMethodArn = (arn: MethodArn): string =>
  `${formatStageArn(arn)}/${arn.routeKey ?? `${arn.verb}${arn.path}`}`;

type Method = { readonly verb: HttpVerb; readonly path: string } | { readonly routeKey: string };

const parseMethod = (rest: string): Method => {
  const slash = rest.indexOf('/');
  const head = slash === -1 ? rest : rest.slice(0, slash);
  if (isHttpVerb(head) && head !== HttpVerb.ALL) {
    return { verb: head, path: slash === -1 ? '/' : rest.slice(slash) };
  }
  if (slash !== -1) throw invalidArn('its method is not one of the verbs of API Gateway');
  if (head === '*') throw invalidArn('it names no single method');
  return { routeKey: head };
};

const invalidArn = (rule: string): PolicyError =>
  new PolicyError('invalid_method_arn', `The method ARN cannot be read: ${rule}.`);
