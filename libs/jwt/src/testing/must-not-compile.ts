// Mistakes that the types of the face refuse: `npm run types` compiles this file, and nothing runs it.
import {
  createSigner,
  generateKey,
  issueAccessToken,
  KeyError,
  parsePublicJwks,
  TokenError,
  verifyAccessToken,
  verifyCompact,
  type AccessTokenClaims,
  type IssueAccessTokenInput,
  type KeySource,
  type Signer,
} from '../index.ts';

export const mistakesOfVerifiers = async (token: string, keys: KeySource): Promise<void> => {
  const expected = { keys, issuer: 'https://id.example.com/auth', audience: 'orders', now: new Date() };
  const { audience: _audience, ...withoutAudience } = expected;
  const { issuer: _issuer, ...withoutIssuer } = expected;
  const { now: _now, ...withoutClock } = expected;
  // @ts-expect-error -- a token for anybody is a token for nobody
  await verifyAccessToken(token, withoutAudience);
  // @ts-expect-error -- anyone could be the issuer
  await verifyAccessToken(token, withoutIssuer);
  // @ts-expect-error -- the clock is the caller's
  await verifyAccessToken(token, withoutClock);
  // @ts-expect-error -- Gatehouse issues each token for one audience
  await verifyAccessToken(token, { ...expected, audience: ['orders', 'shop'] });
  // @ts-expect-error -- a secret in place of keys
  await verifyAccessToken(token, { ...expected, keys: 'secret' });
  // @ts-expect-error -- no such algorithm
  await verifyAccessToken(token, { ...expected, algorithms: ['none'] });
  // @ts-expect-error -- the algorithms come from the caller, never from the token
  await verifyCompact(token, keys);
  // @ts-expect-error -- a set is text until it is read
  await parsePublicJwks({ keys: [] });
};

export const mistakesOfIssuers = async (signer: Signer, input: IssueAccessTokenInput): Promise<void> => {
  // @ts-expect-error -- roles are a list
  await issueAccessToken({ signer }, { ...input, roles: 'admin' });
  // @ts-expect-error -- a time is a date
  await issueAccessToken({ signer }, { ...input, authTime: 1_700_000_000 });
  // @ts-expect-error -- HS256 has no key pair
  await generateKey('HS256');
  // @ts-expect-error -- keys are parsed before they sign
  await createSigner('{"keys":[]}');
};

export const mistakesWithAnswers = (claims: AccessTokenClaims): void => {
  // @ts-expect-error -- claims that were verified stay what they are
  claims.sub = 'somebody else';
  // @ts-expect-error -- nothing personal is in a token
  void claims.email;
  // @ts-expect-error -- no such code
  throw new TokenError('wrong', 'a rule');
  // @ts-expect-error -- no such code
  throw new KeyError('expired', 'a rule');
};
