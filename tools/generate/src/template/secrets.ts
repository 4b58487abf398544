// The catalogue of secrets that a stack is given references to: what a role reads, and by which parameters.
import type { Secret } from '@gatehouse/contract/stack';
import type { VariableName } from './variables.ts';

export interface SecretParameter {
  /** The variables that refer to it, of which a stack sets one. */
  readonly variables: readonly VariableName[];
  /** The policy that lets a role read it. */
  readonly policy: string;
  /** The condition that holds where the reference leads to SSM, and not to Secrets Manager. */
  readonly inSsm: string;
  /** The condition that holds where there is one at all; without it every stack has one. */
  readonly isThere?: string;
  /** Whether the variable may also hold what is no secret, in place; then there is one where it is a reference. */
  readonly orInPlace?: true;
}

export const SECRETS: Readonly<Record<Secret, SecretParameter>> = {
  DatabaseUrl: {
    variables: ['DATABASE_URL'],
    policy: 'ReadsDatabaseUrl',
    inSsm: 'DatabaseUrlInSsm',
    isThere: 'DatabaseUrlIsReference',
    orInPlace: true,
  },
  SigningKeys: {
    variables: ['JWT_PRIVATE_KEYS', 'SECRET_KEY'],
    policy: 'ReadsSigningKeys',
    inSsm: 'KeysInSsm',
  },
  PasswordPeppers: {
    variables: ['PASSWORD_PEPPERS'],
    policy: 'ReadsPeppers',
    inSsm: 'PeppersInSsm',
    isThere: 'HasPeppers',
  },
  MailUrl: {
    variables: ['MAIL_URL'],
    policy: 'ReadsMailUrl',
    inSsm: 'MailUrlInSsm',
    isThere: 'MailUrlIsReference',
    orInPlace: true,
  },
  FactorKeys: {
    variables: ['FACTOR_KEYS'],
    policy: 'ReadsFactorKeys',
    inSsm: 'FactorKeysInSsm',
    isThere: 'HasFactorKeys',
  },
};
