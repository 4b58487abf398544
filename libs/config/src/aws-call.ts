// One call of AWS's JSON protocols: signed (SigV4), bounded in time, and tried again where that can help. A signed
// fetch instead of the SDK: its two clients cost a cold start some 100 ms, and two operations need none of the rest.
import { setTimeout as sleep } from 'node:timers/promises';
import { AwsV4Signer } from 'aws4fetch';
import { codeOf, UnresolvedReference, type UnresolvedReason } from './errors.ts';
import { isSet, type Environment } from './place.ts';

export interface AwsCallOptions {
  /**
   * `AWS_REGION`, the credentials `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, and, where
   * set, `AWS_ENDPOINT_URL_` and the name of the service (`SSM`, `SECRETS_MANAGER`, `SESV2`), or `AWS_ENDPOINT_URL`.
   */
  readonly env: Environment;
  /** How often a call is made in all. Default 3. */
  readonly attempts?: number;
  /** How long one attempt may take, its answer's body included. Default 1500. */
  readonly timeoutMs?: number;
  /** How long all attempts may take together. Default 3500, or one attempt: whoever asks for the value is answered within five seconds. */
  readonly withinMs?: number;
  /** Waits between two attempts up to this long times two per attempt, at random. Default 100. */
  readonly backoffMs?: number;
}

/** An operation of a service; `endpoint` is the service's name in the endpoint variables. */
export interface AwsOperation {
  readonly service: string;
  /** The service's name in its host, where that is another one. */
  readonly host?: string;
  readonly endpoint: string;
  /** What is called: by name in a header (JSON 1.1), or by a path (REST). */
  readonly target?: string;
  readonly path?: string;
  readonly input: object;
}

/** Calls an operation and gives its answer; `name` names the reference in errors. Throws `UnresolvedReference`. */
export type AwsCall = (operation: AwsOperation, name: string) => Promise<unknown>;

export const createAwsCall =
  ({
    env,
    attempts = 3,
    timeoutMs = 1500,
    withinMs = Math.max(timeoutMs, 3500),
    backoffMs = 100,
  }: AwsCallOptions): AwsCall =>
  async (operation, name) => {
    const endMs = performance.now() + withinMs;
    const leftMs = (): number => Math.max(0, Math.floor(endMs - performance.now()));
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await callOnce(operation, { env, timeoutMs: Math.min(timeoutMs, leftMs()), name });
      } catch (error) {
        const failure = toUnresolved(error, name);
        const waitMs = Math.random() * backoffMs * 2 ** attempt;
        if (attempt >= attempts || waitMs >= leftMs() || !PASSING.has(failure.reason)) throw failure;
        await sleep(waitMs);
      }
    }
  };

const PASSING: ReadonlySet<UnresolvedReason> = new Set(['throttled', 'slow', 'unavailable']);

interface Attempt {
  readonly env: Environment;
  readonly timeoutMs: number;
  readonly name: string;
}

const callOnce = async (operation: AwsOperation, { env, timeoutMs, name }: Attempt): Promise<unknown> => {
  const body = JSON.stringify(operation.input);
  const { url, headers } = await signerOf(operation, body, env, name).sign();
  const signal = AbortSignal.timeout(timeoutMs);
  const response = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal });
  const answer = parseJson(await response.text());
  if (!response.ok) throw refusal(response.status, errorTypeOf(answer, response.headers), name);
  return answer;
};

const signerOf = (
  { service, host = service, endpoint, target, path = '' }: AwsOperation,
  body: string,
  env: Environment,
  name: string,
): AwsV4Signer => {
  const first = (...variables: string[]): string | undefined =>
    variables.map((each) => env[each]).find(isSet);
  const need = (variable: string): string => first(variable) ?? missingVariable(variable, name);
  const region = first('AWS_REGION', 'AWS_DEFAULT_REGION') ?? need('AWS_REGION');
  const sessionToken = first('AWS_SESSION_TOKEN');
  return new AwsV4Signer({
    url: new URL(
      path,
      first(`AWS_ENDPOINT_URL_${endpoint}`, 'AWS_ENDPOINT_URL') ?? publicEndpoint(host, region),
    ).href,
    service,
    region,
    accessKeyId: need('AWS_ACCESS_KEY_ID'),
    secretAccessKey: need('AWS_SECRET_ACCESS_KEY'),
    ...(sessionToken === undefined ? {} : { sessionToken }),
    method: 'POST',
    headers:
      target === undefined
        ? { 'content-type': 'application/json' }
        : { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
    body,
  });
};

const publicEndpoint = (host: string, region: string): string =>
  `https://${host}.${region}.${region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'}/`;

const missingVariable = (variable: string, name: string): never => {
  throw new UnresolvedReference('denied', name, `${variable} is not set, so AWS cannot be asked`);
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

// `com.amazonaws.ssm#ThrottlingException` and `ThrottlingException` both occur; REST names it in a header.
const errorTypeOf = (answer: unknown, headers: Headers): string => {
  const member =
    typeof answer === 'object' && answer !== null && '__type' in answer ? answer.__type : undefined;
  const type = member ?? headers.get('x-amzn-errortype')?.split(':')[0];
  return typeof type === 'string' ? (/(\w{1,64})$/.exec(type)?.[1] ?? '') : '';
};

const refusal = (status: number, type: string, name: string): UnresolvedReference => {
  const said = type === '' ? `status ${status}` : type;
  if (status === 429 || /Thrott|TooManyRequests|LimitExceeded/.test(type))
    return new UnresolvedReference('throttled', name, `AWS throttles (${said})`);
  if (status >= 500) return new UnresolvedReference('unavailable', name, `AWS fails (${said})`);
  if (/NotFound/.test(type))
    return new UnresolvedReference('missing', name, `AWS knows no such value (${said})`);
  return new UnresolvedReference('denied', name, `AWS refuses (${said})`);
};

const toUnresolved = (error: unknown, name: string): UnresolvedReference => {
  if (error instanceof UnresolvedReference) return error;
  if (codeOf(error) === DOMException.TIMEOUT_ERR)
    return new UnresolvedReference('slow', name, 'AWS did not answer in time');
  return new UnresolvedReference('unavailable', name, 'AWS cannot be reached', { cause: error });
};
