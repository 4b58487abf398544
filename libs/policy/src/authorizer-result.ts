// What a Lambda authorizer answers, as types and as a check.
import { PolicyError } from './errors.ts';
import { isRecord } from './json.ts';
import type { Effect } from './policy-language.ts';

/** What API Gateway hands on to the handlers: flat, and turned into strings on its way. */
export type AuthorizerContext = Record<string, string | number | boolean>;

/** A statement as the builder writes it. */
export interface PolicyStatement {
  Action: string;
  Effect: Effect;
  Resource: string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

/** A policy as the builder writes it, of version `2012-10-17`. */
export interface PolicyDocument {
  Version: string;
  Statement: PolicyStatement[];
}

/** The answer of a REST API's Lambda authorizer; assignable to `APIGatewayAuthorizerResult` of `@types/aws-lambda`. */
export interface AuthorizerResult {
  principalId: string;
  policyDocument: PolicyDocument;
  context?: AuthorizerContext;
}

/** An answer whose shape is right; its document is still to be read, by `readPolicy`. */
export interface ParsedAuthorizerResult {
  readonly principalId: string;
  readonly policyDocument: Readonly<Record<string, unknown>>;
  readonly context: Readonly<AuthorizerContext>;
  readonly usageIdentifierKey?: string;
}

/**
 * Checks the shape of an authorizer's answer. API Gateway answers 500 for a bad one.
 * @throws PolicyError `invalid_authorizer_result`, its message naming the member and the rule.
 * @example
 * const { principalId, policyDocument } = parseAuthorizerResult(JSON.parse(answerText));
 */
export const parseAuthorizerResult = (value: unknown): ParsedAuthorizerResult => {
  if (!isRecord(value)) throw invalidResult('it is not an object');
  const { principalId, policyDocument, context: given, usageIdentifierKey, ...unknown } = value;
  const context = given ?? {};
  const [name] = Object.keys(unknown);
  if (name !== undefined) throw invalidResult(`it has the unknown member ${name}`);
  if (typeof principalId !== 'string' || principalId === '') throw invalidResult('principalId is not a text');
  if (!isRecord(policyDocument)) throw invalidResult('policyDocument is not an object');
  if (!isFlatContext(context))
    throw invalidResult('context is not a flat object of texts, numbers and booleans');
  return { principalId, policyDocument, context, ...parseUsageKey(usageIdentifierKey) };
};

/** True for a plain object whose every value is a string, a finite number or a boolean. */
export const isFlatContext = (value: unknown): value is AuthorizerContext =>
  isRecord(value) && isPlain(value) && Object.values(value).every(isFlatValue);

// A Map has no members of its own, and would go out as an empty context. Told by its tag, which every realm gives alike.
const isPlain = (value: object): boolean => Object.prototype.toString.call(value) === '[object Object]';

const isFlatValue = (value: unknown): boolean =>
  typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);

const parseUsageKey = (key: unknown): { readonly usageIdentifierKey?: string } => {
  if (key === undefined || key === null) return {};
  if (typeof key !== 'string') throw invalidResult('usageIdentifierKey is not a text');
  return { usageIdentifierKey: key };
};

const invalidResult = (rule: string): PolicyError =>
  new PolicyError('invalid_authorizer_result', `The authorizer's answer is refused: ${rule}.`);
