// The answer of a login and of a refresh: an access token for the session and its refresh token.
import type { Tokens } from '@gatehouse/auth-contract';
import type { Account } from '@gatehouse/db';
import { issueAccessToken, type Signer } from '@gatehouse/jwt';
import { formatRefreshToken, loginTimeOf, type RefreshToken, type Session } from '@gatehouse/sessions';

export interface TokenSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly clientId: string;
  readonly ttlSeconds: number;
}

export interface IssueDeps {
  readonly signer: Signer;
  readonly tokenSettings: TokenSettings;
}

/** Tokens, and when their session ends unless it is refreshed; `okTokens` answers them. */
export interface IssuedTokens extends Tokens {
  readonly sessionEnd: Date;
}

/** Signs an access token with the account's roles as they are now (RFC 9068); nothing personal is in it. */
export const issueTokens = async (
  { signer, tokenSettings }: IssueDeps,
  { account, session, refreshToken, now }: IssueInput,
): Promise<IssuedTokens> => {
  const { token, expiresIn } = await issueAccessToken(
    { signer },
    {
      ...tokenSettings,
      subject: account.id,
      sessionId: session.id,
      roles: account.roles,
      amr: session.amr,
      authTime: loginTimeOf(session, now),
      now,
    },
  );
  return {
    access_token: token,
    token_type: 'Bearer',
    expires_in: expiresIn,
    refresh_token: formatRefreshToken(refreshToken),
    sessionEnd: session.expiresAt,
  };
};

interface IssueInput {
  readonly account: Account;
  readonly session: Session;
  readonly refreshToken: RefreshToken;
  readonly now: Date;
}
