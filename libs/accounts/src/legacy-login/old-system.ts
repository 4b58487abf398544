// The old system, asked over HTTP whether it knows an email with its password. What it does not clearly vouch for, it does not vouch
// for; a failure of it is told by what was wrong, and holds nothing of what was asked or answered.
import { timeLeftMs } from '@gatehouse/deadline';
import { readAtMost, UnfitBody } from '@gatehouse/jwt/bounded-body';
import { parseStrictJson } from '@gatehouse/jwt/strict-json';
import { failed, OldSystemFault, type OldSystemFailure } from './old-system-fault.ts';
import { readVouched, type Vouched } from './vouched.ts';

export interface Credentials {
  /** As an account has it, in lower case. */
  readonly email: string;
  /** Exactly as it was typed. */
  readonly password: string;
}

export interface OldSystem {
  /**
   * What the old system says of the person, asked and answered within so many milliseconds and what the request has left. Null where
   * it does not vouch, or cannot be asked.
   */
  vouch(credentials: Credentials, withinMs: number): Promise<Vouched | null>;
}

export interface OldSystemOptions {
  readonly url: string;
  /** Told of each time that it was asked, and neither vouched nor said no. */
  readonly onFailure: (failure: OldSystemFailure & { readonly failures: number }) => void;
}

export const createOldSystem = ({ url, onFailure }: OldSystemOptions): OldSystem => {
  let failures = 0;
  return {
    async vouch(credentials, withinMs) {
      try {
        return await ask(url, credentials, timeLeftMs(withinMs));
      } catch (error) {
        failures += 1;
        onFailure({ ...failureOf(error), failures });
        return null;
      }
    },
  };
};

/** For one answer's body. */
const MAX_BYTES = 16_384;

/** What an old system may say where email and password are no account's. */
const NO: readonly number[] = [400, 401, 403, 404, 422];

const ask = async (url: string, credentials: Credentials, withinMs: number): Promise<Vouched | null> => {
  if (withinMs < 1) failed('slow');
  const response = await fetch(url, {
    method: 'POST',
    // A password goes where the operator has said, and nowhere else.
    redirect: 'manual',
    // A connection that is kept may end while the function is frozen, and a POST is not sent twice.
    headers: { 'content-type': 'application/json', accept: 'application/json', connection: 'close' },
    body: JSON.stringify({ email: credentials.email, password: credentials.password }),
    signal: AbortSignal.timeout(Math.floor(withinMs)),
  });
  if (response.status === 200) return readVouched(await parsed(response));
  await response.body?.cancel();
  return NO.includes(response.status) ? null : failed('refused', `status ${response.status}`);
};

/** The answer as JSON of which no member stands twice. */
const parsed = async (response: Response): Promise<unknown> => {
  const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/json') {
    await response.body?.cancel();
    return failed('malformed', 'content-type');
  }
  const text = await readAtMost(response, MAX_BYTES);
  try {
    return parseStrictJson(text);
  } catch {
    return failed('malformed', 'JSON');
  }
};

const failureOf = (error: unknown): OldSystemFailure => {
  if (error instanceof OldSystemFault) return error.failure;
  if (error instanceof UnfitBody) return { reason: 'malformed', what: error.rule };
  return { reason: (error as Error).name === 'TimeoutError' ? 'slow' : 'unavailable' };
};
