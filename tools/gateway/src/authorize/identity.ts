// What identifies a caller to an authorizer: the token, or the values of its identity sources.
import type { Call } from '../events/call.ts';
import { headerValues } from '../events/request.ts';
import type { SplitTarget } from '../routes/request-target.ts';
import { ownValue } from '../template/values.ts';
import type { AuthorizerModel, IdentitySource, RequestIdentity, TokenIdentity } from '../template/model.ts';

/** The event an authorizer will get is decided by its type; the values decide whether a cached result fits. */
export type Identity =
  | { readonly type: 'TOKEN'; readonly token: string }
  | { readonly type: 'REQUEST'; readonly values: readonly (readonly string[])[] };

/** The identity of a call, or null when it brings none: then the answer is 401 and no function is asked. */
export const identify = ({ identity }: AuthorizerModel, call: Call): Identity | null =>
  identity.type === 'TOKEN' ? identifyByToken(identity, call) : identifyBySources(identity, call);

// A second Authorization header would leave open which of them counts (RFC 9110 §5.3), so neither does.
const identifyByToken = ({ header, validation }: TokenIdentity, { request }: Call): Identity | null => {
  const [token = '', ...others] = headerValues(request.headers, header);
  const isGood = token !== '' && others.length === 0 && (validation?.test(token) ?? true);
  return isGood ? { type: 'TOKEN', token } : null;
};

const identifyBySources = ({ sources }: RequestIdentity, call: Call): Identity | null => {
  const values = sources.map((source) => valuesOf(source, call));
  const isGood = values.every((ofSource) => (ofSource.at(-1) ?? '') !== '');
  return isGood ? { type: 'REQUEST', values } : null;
};

/** What identity sources are looked for in. */
export interface Identifiable {
  readonly request: Call['request'];
  readonly target: SplitTarget;
  readonly context: object;
  readonly api: Pick<Call['api'], 'stageVariables'>;
}

/** All values of a source, since the function sees them all: a result for `?tenant=a&tenant=b` says nothing about `?tenant=b`. */
export const valuesOf = (
  { from, name }: IdentitySource,
  { request, target, context, api }: Identifiable,
): readonly string[] => {
  switch (from) {
    case 'header':
      return headerValues(request.headers, name);
    case 'querystring':
      return new URLSearchParams(target.query).getAll(name);
    case 'stageVariable':
      return [ownValue(api.stageVariables, name) ?? ''];
    case 'context':
      return [contextValue(name, context)];
  }
};

const contextValue = (name: string, context: object): string => {
  let value: unknown = context;
  for (const part of name.split('.'))
    value = typeof value === 'object' && value !== null ? value[part as never] : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};
