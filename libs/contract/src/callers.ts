// Who may call a route: the rule that the authorizer's policy is made of, and that the chain of each handler asks again.

/** The accounts that may call a guarded route: holders of a role for anyone's things, or each for its own. */
export interface Callers {
  /** Accounts with one of these roles may call it, whoever's things are meant. */
  readonly roles?: readonly string[];
  /**
   * An account may call it for itself: `true` where the token alone says whose things are meant, or the name of the path
   * parameter that has to be the account's own id.
   */
  readonly self?: true | string;
  /** Only with a token that two factors were given for: `amr` holds `mfa` (RFC 8176). */
  readonly mfa?: true;
}

/** An account as its token vouches for it. */
export interface Vouched {
  readonly subject: string;
  readonly roles: readonly string[];
  /** The factors that were given at the login, by their names in RFC 8176. */
  readonly amr: readonly string[];
}

/** The form of a role's name. */
export const ROLE = /^[a-z][a-z0-9_.:-]{0,63}$/;

/** Whether this account may call a route for these callers, with these parameters in its path. */
export const mayCall = (
  callers: Callers,
  account: Vouched,
  pathParameters: Readonly<Record<string, string | undefined>>,
): boolean =>
  hasFactors(callers, account) &&
  (hasRole(callers, account) || isSelf(callers, account.subject, pathParameters));

/** Whether the token has the factors that these callers need. */
export const hasFactors = ({ mfa }: Callers, { amr }: Pick<Vouched, 'amr'>): boolean =>
  mfa === undefined || amr.includes('mfa');

/** Whether one of the roles is held. */
export const hasRole = ({ roles: may = [] }: Callers, { roles }: Pick<Vouched, 'roles'>): boolean =>
  may.some((role) => roles.includes(role));

const isSelf = (
  { self }: Callers,
  subject: string,
  pathParameters: Readonly<Record<string, string | undefined>>,
): boolean => self === true || (self !== undefined && pathParameters[self] === subject);
