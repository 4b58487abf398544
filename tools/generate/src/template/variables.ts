// The catalogue of environment variables: the parameter of a stack that each takes its value from.
import type { Parameter } from './cloudformation.ts';

/** What a reference by name looks like; a value in place never does. */
const REFERENCE = '(secretsmanager:[\\w/+=.@-]+|ssm:/[\\w/.-]+)';

/** A table of DynamoDB, which holds no secret. */
export const TABLE = 'dynamodb://[a-z]{2,}(-[a-z]+)+-\\d{1,2}/[\\w.-]{3,255}';

const secret = (Description: string, what = 'the secret'): Parameter => ({
  Type: 'String',
  Default: '',
  Description,
  AllowedPattern: `^${REFERENCE}?$`,
  ConstraintDescription: `takes secretsmanager:name or ssm:/path/name, and never ${what} itself.`,
});

const number = (Default: number, others: Parameter = {}): Parameter => ({
  Type: 'Number',
  Default,
  ...others,
});

/** The steps that a stack's memory and passes of Argon2 come in, each pair of the hashing library's floor among them. */
export const MEMORY_STEPS_KIB: readonly number[] = [
  7_168, 8_192, 9_216, 12_288, 16_384, 19_456, 24_576, 32_768, 47_104, 65_536, 131_072, 262_144,
];
export const PASSES_STEPS: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** Attempts and seconds, as `10/900`. */
const limit = (Default: string, Description: string): Parameter => ({
  Type: 'String',
  Default,
  Description,
  AllowedPattern: '^([1-9]\\d{0,6}/[1-9]\\d{0,6}|off)$',
});

/** What each variable is, in every stack that has it but where the authorizer says otherwise. */
export const VARIABLES = {
  DATABASE_URL: {
    Type: 'String',
    Description:
      'A table of DynamoDB, dynamodb://REGION/TABLE, or a reference to the MongoDB URL, secretsmanager:name or ssm:/path/name.',
    AllowedPattern: `^(${REFERENCE}|${TABLE})$`,
    ConstraintDescription:
      'takes dynamodb://REGION/TABLE, secretsmanager:name or ssm:/path/name, and never the URL of a MongoDB itself.',
  },
  REGISTRATION: { Type: 'String', Default: 'open', AllowedValues: ['open', 'closed', 'confirmed'] },
  REAUTHENTICATION_SECONDS: number(900, {
    Description:
      'How old a login may be when the email or a second factor is changed, or the account deleted.',
  }),
  JWT_ISSUER: {
    Type: 'String',
    Description: 'The issuer of access tokens - an https URL of your choice, the same in every stack.',
    AllowedPattern: '^https://\\S+$',
  },
  JWT_AUDIENCE: {
    Type: 'String',
    Default: 'gatehouse',
    Description: 'The audience that access tokens have to name.',
  },
  JWT_CLIENT_ID: {
    Type: 'String',
    Default: 'gatehouse',
    Description: 'The client that access tokens have to name.',
  },
  JWT_PRIVATE_KEYS: secret(
    'A reference to the private JWKS, secretsmanager:name or ssm:/path/name. The first key signs.',
  ),
  JWT_JWKS: {
    Type: 'String',
    Default: '',
    Description: 'The public JWKS - in place, as ssm:/path/name, or the https URL it is published at.',
    AllowedPattern: '^(ssm:/[\\w/.-]+|https://\\S+|\\{.*\\})?$',
  },
  SECRET_KEY: secret('For HS256 instead of a key pair - a reference, secretsmanager:name or ssm:/path/name.'),
  ACCESS_TABLE: {
    Type: 'String',
    Default: '',
    Description:
      'Access tables of other APIs, as JSON - in place, as ssm:/path/name, or all directly below ssm:/path/ (with its slash).',
    AllowedPattern: '^(ssm:/[\\w/.-]+|\\{.*\\})?$',
  },
  SESSION_CHECK_SECONDS: {
    Type: 'String',
    Default: '',
    AllowedPattern: '^\\d{0,4}$',
    Description: 'When set, the session behind a token is looked up, at most every so many seconds.',
  },
  ACCESS_TOKEN_TTL_SECONDS: number(300),
  REFRESH_IDLE_TTL_SECONDS: number(604_800),
  REFRESH_ABSOLUTE_TTL_SECONDS: number(2_592_000),
  REFRESH_GRACE_SECONDS: number(30),
  LOGIN_LIMIT_PER_ACCOUNT: limit(
    '10/900',
    'Attempts at a password from one address, ten times that over all, in so many seconds - or off.',
  ),
  LOGIN_LIMIT_PER_ADDRESS: limit(
    '100/900',
    'Attempts at passwords from one address in so many seconds - or off.',
  ),
  CODE_LIMIT_PER_ACCOUNT: limit(
    '20/86400',
    'Wrong codes of a second factor for one account, over all its logins, in so many seconds - or off.',
  ),
  REGISTER_LIMIT_PER_ADDRESS: limit(
    '20/3600',
    'Registrations, and requests for a mail, from one address in so many seconds - or off.',
  ),
  MAIL_LIMIT_PER_ACCOUNT: limit(
    '3/3600',
    'Mails to one address that anyone can ask for, in so many seconds - or off.',
  ),
  PASSWORD_PEPPERS: secret(
    'A reference to the peppers, secretsmanager:name or ssm:/path/name. The first one hashes.',
  ),
  FACTOR_KEYS: secret(
    'A reference to the keys that encrypt the secrets of authenticator apps, secretsmanager:name or ssm:/path/name. The first one encrypts; without it there are no authenticator apps.',
    'the keys',
  ),
  WEBAUTHN_RP_ID: {
    Type: 'String',
    Default: '',
    Description:
      'The host that passkeys are made for, such as example.com; it cannot be changed without losing them. No passkeys by default.',
    AllowedPattern: '^([a-z0-9.-]+)?$',
  },
  WEBAUTHN_ORIGINS: {
    Type: 'String',
    Default: '',
    Description:
      'The origins of the pages that may use passkeys, separated by commas - of that host or of hosts below it.',
  },
  PASSWORD_MIN_LENGTH: number(15, { MinValue: 8 }),
  PASSWORD_BREACH_URL: {
    Type: 'String',
    Default: '',
    Description:
      'Where to ask whether a new password is known from a breach, by the first five digits of its SHA-1 - an https URL. Nobody is asked by default.',
    AllowedPattern: '^(https://[^\\s?#@]+)?$',
  },
  LEGACY_LOGIN_URL: {
    Type: 'String',
    Default: '',
    Description:
      'The old system, which is asked for an email without an account whether it knows that email and password - an https URL. Needs Registration closed or confirmed. Nobody is asked by default.',
    AllowedPattern: '^(https://[^\\s?#@]+)?$',
  },
  MAIL_URL: {
    Type: 'String',
    Default: '',
    Description:
      'Where mails go - ses:REGION, smtps://host, or a reference to a URL with a password, secretsmanager:name or ssm:/path/name. No mail by default.',
    AllowedPattern: `^(${REFERENCE}|ses:[a-z]{2}(-[a-z]+)+-\\d|smtps?://[\\w.-]+(:\\d{1,5})?)?$`,
    ConstraintDescription:
      'takes ses:REGION, smtps://host[:port], secretsmanager:name or ssm:/path/name, and never a password itself.',
  },
  MAIL_FROM: {
    Type: 'String',
    Default: '',
    Description: 'Who mails are from - an address, or a name and an address. Needed with MailUrl.',
    AllowedPattern: '^([^<>@]+ <[^\\s<>@]+@[^\\s<>@]+>|[^\\s<>@]+@[^\\s<>@]+)?$',
  },
  ACCOUNT_URL: {
    Type: 'String',
    Default: '',
    Description:
      'The page that links in mails lead to, which gets action and token in its fragment - an https URL. Needed with MailUrl.',
    AllowedPattern: '^(https://[^\\s#@]+)?$',
  },
  ARGON2_MEMORY_KIB: number(19_456, { AllowedValues: MEMORY_STEPS_KIB }),
  ARGON2_PASSES: number(2, { AllowedValues: PASSES_STEPS }),
  ARGON2_LANES: number(1),
  CORS_ORIGINS: {
    Type: 'String',
    Default: '',
    Description: 'Web origins that may call this API, separated by commas. None by default.',
  },
  REFRESH_COOKIE: {
    Type: 'String',
    Default: 'off',
    AllowedValues: ['off', 'strict', 'lax', 'none'],
    Description:
      'Whether pages may keep their refresh token in a cookie, and its SameSite. Needs one origin in CorsOrigins, or none.',
  },
  LOG_LEVEL: { Type: 'String', Default: 'INFO', AllowedValues: ['DEBUG', 'INFO', 'WARN', 'ERROR'] },
  LOG_FORMAT: {
    Type: 'String',
    Default: 'json',
    AllowedValues: ['json'],
    Description: 'Alarms, metrics and the audit log are read from JSON lines; pretty is for a laptop.',
  },
} as const satisfies Readonly<Record<string, Parameter>>;

export type VariableName = keyof typeof VARIABLES;

/** The parameter that a variable takes its value from: `JwtIssuer` for `JWT_ISSUER`. */
export const parameterOf = (variable: string): string =>
  variable
    .toLowerCase()
    .split('_')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('');
