// Access tokens of real accounts with real sessions, in one call.
import { issueAccessToken, type AccessTokenClaims } from '@gatehouse/jwt';
import { accountOf, PASSWORD, type AccountDeps } from './accounts.ts';
import type { Target } from './forged-tokens.ts';
import type { RunKeys } from './run-keys.ts';

/** Whose token it is, and what it can do. */
export interface TokenOptions {
  /** The roles of the account beside `user`, which every account has. Names of your own service are as good as Gatehouse's. */
  readonly roles?: readonly string[];
  /** As if a second factor had been given: `amr` holds `mfa`. */
  readonly mfa?: boolean;
  /** The same account again, with the roles of this call. Without it every token is of an account of its own. */
  readonly email?: string;
  /** For an account that your test has registered itself. */
  readonly password?: string;
}

export interface TokenDeps extends AccountDeps {
  readonly url: string;
  readonly target: Target;
  readonly keys: Pick<RunKeys, 'signer'>;
  readonly newEmail: () => string;
}

/** The access token of a login, which no limit of registrations counts. @throws Error for a login that is refused */
export const tokenFor = async (
  deps: TokenDeps,
  { roles = [], mfa = false, email = deps.newEmail(), password = PASSWORD }: TokenOptions,
): Promise<string> => {
  const account = await accountOf(deps, email.toLowerCase(), roles);
  const token = await logIn(deps.url, account.email, password);
  return mfa ? withSecondFactor(deps, claimsOf(token)) : token;
};

const logIn = async (url: string, email: string, password: string): Promise<string> => {
  const answer = await fetch(`${url}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  const { access_token, code } = (await answer.json()) as { access_token?: string; code?: string };
  if (access_token !== undefined) return access_token;
  const hint =
    code === 'invalid_credentials' ? '; is it an account of your own, with a password of its own?' : '';
  throw new Error(`the login of ${email} was answered with ${answer.status} ${code}${hint}`);
};

/** The session and its times as they are, and the factors of a login with a code. */
const withSecondFactor = async (
  { keys, target, now }: TokenDeps,
  claims: AccessTokenClaims,
): Promise<string> => {
  const { token } = await issueAccessToken(keys, {
    ...target,
    subject: claims.sub,
    sessionId: claims.sid,
    roles: claims.roles,
    amr: ['pwd', 'otp', 'mfa'],
    authTime: new Date(claims.auth_time * 1000),
    now: now(),
    ttlSeconds: claims.exp - claims.iat,
  });
  return token;
};

const claimsOf = (token: string): AccessTokenClaims =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as AccessTokenClaims;
