// What each environment variable is for, in the order in which the page on configuration lists them.

/** Variables that belong together, with the heading that they stand under. */
export interface VariableGroup {
  readonly heading: string;
  readonly notes: Readonly<Record<string, VariableNote>>;
}

/** What the schemas do not say of a variable. Links are from `docs/`. */
export interface VariableNote {
  /** What it decides, as the end of the sentence "this is …". */
  readonly what: string;
  /** What it takes, where the schema takes any text. */
  readonly rule?: string;
  /** What it is on a laptop where nothing is set, in words, where the schema derives it from others. */
  readonly unset?: string;
}

export const VARIABLE_GROUPS: readonly VariableGroup[] = [
  {
    heading: 'Where things are kept',
    notes: {
      DATABASE_URL: {
        what: 'the store of accounts and sessions: a file of SQLite, a `mongodb://` or `mongodb+srv://` URL, or `dynamodb://REGION/TABLE`, with `?endpoint=…` for an engine on this machine; run `npm run migrate` once for all but the local file',
        unset: '`sqlite:$GATEHOUSE_HOME/gatehouse.db`',
      },
    },
  },
  {
    heading: 'Access tokens and their keys',
    notes: {
      JWT_ISSUER: {
        what: 'the issuer that tokens name, the same in every stack',
        unset: '`http://127.0.0.1:$PORT/auth`',
      },
      JWT_AUDIENCE: { what: 'the audience that tokens name', unset: '`gatehouse`' },
      JWT_CLIENT_ID: { what: 'the client that tokens name', unset: '`gatehouse`' },
      JWT_PRIVATE_KEYS: {
        rule: 'be a private JWKS, or a reference to one; not together with `SECRET_KEY`',
        what: 'the private JWKS; its first key signs, the others verify ([keys](operations.md#keys))',
        unset: 'made on first start',
      },
      JWT_JWKS: {
        rule: 'be a public JWKS, its https URL, or a reference to one; not together with `SECRET_KEY`',
        what: 'the public JWKS, or the https URL that it is published at; keys in it that are none of ours are left out, and logged',
        unset: 'taken from the private set',
      },
      SECRET_KEY: {
        rule: 'be 32 bytes or more in base64url, or a reference to them; not together with `JWT_PRIVATE_KEYS` or `JWT_JWKS`',
        what: 'a shared secret for HS256, in place of a key pair',
      },
      ACCESS_TOKEN_TTL_SECONDS: { what: 'how long an access token lives' },
    },
  },
  {
    heading: 'Who may call what',
    notes: {
      ACCESS_TABLE: {
        rule: 'be a table of rows in JSON, or a reference to one',
        what: 'the rows of [other APIs](guard-your-api.md), as JSON or by reference; `ssm:/path/`, with its slash, takes every table below',
      },
      SESSION_CHECK_SECONDS: {
        unset: 'no session is looked up',
        what: 'how long the authorizer goes on with what it knows of a session; unset, it [looks none up](sessions.md#when-an-ending-counts)',
      },
    },
  },
  {
    heading: 'Sessions',
    notes: {
      REFRESH_IDLE_TTL_SECONDS: { what: 'how long a session lives without being used' },
      REFRESH_ABSOLUTE_TTL_SECONDS: { what: 'how long a session lives at most' },
      REFRESH_GRACE_SECONDS: {
        what: 'how long the last refresh token is [answered again](sessions.md#two-tabs-and-lost-answers)',
      },
      REAUTHENTICATION_SECONDS: {
        what: 'how old a login may be when an email, a factor or a role is changed, or an account erased',
      },
    },
  },
  {
    heading: 'Limits',
    notes: {
      LOGIN_LIMIT_PER_ACCOUNT: {
        what: 'attempts at the password of one account from one address, and ten times that over all addresses ([limits](api.md#limits))',
      },
      LOGIN_LIMIT_PER_ADDRESS: { what: 'attempts at passwords from one address' },
      CODE_LIMIT_PER_ACCOUNT: { what: 'wrong codes of a second factor, over all logins of an account' },
      REGISTER_LIMIT_PER_ADDRESS: { what: 'registrations, and requests for a mail, from one address' },
      MAIL_LIMIT_PER_ACCOUNT: { what: 'mails to one address that anyone can ask for' },
    },
  },
  {
    heading: 'Registration and passwords',
    notes: {
      REGISTRATION: {
        what: 'who may register: anyone; nobody, which is answered with 403; or anyone who [uses the link in a mail](api.md#registrations-that-are-confirmed)',
      },
      LEGACY_LOGIN_URL: {
        what: '[an old system](legacy-login.md) that vouches for whoever has no account yet; not with `REGISTRATION=open`',
      },
      PASSWORD_MIN_LENGTH: {
        what: 'how many characters a [new password](api.md#new-passwords) has at least',
      },
      PASSWORD_BREACH_URL: {
        what: 'a range service (k-anonymity) that is asked about new passwords, and may fail',
      },
      ARGON2_MEMORY_KIB: {
        what: 'the memory of one hash; with the passes it reaches [the floor](decisions/0008-argon2id-with-a-floor.md)',
      },
      ARGON2_PASSES: { what: 'the passes of one hash' },
      ARGON2_LANES: { what: 'the lanes of one hash' },
      UNSAFE_CHEAP_HASHING: {
        what: 'for [tests](../tools/testing/README.md) alone, which set it: neither `npm start` nor a function in Lambda starts with it',
      },
      PASSWORD_PEPPERS: {
        rule: 'be version:base64, separated by commas, or a reference',
        what: 'versioned secrets that go into hashes; the first one hashes ([libs/hashing](../libs/hashing/README.md))',
      },
    },
  },
  {
    heading: 'Second factors',
    notes: {
      FACTOR_KEYS: {
        rule: 'be version:base64 of 32 bytes, separated by commas, or a reference',
        what: 'versioned keys; the first one encrypts the secrets of authenticator apps ([libs/factors](../libs/factors/README.md)). A stack without it has no such apps',
        unset: 'made on first start',
      },
      WEBAUTHN_RP_ID: {
        what: 'the host that [passkeys](api.md#passkeys) are made for. A stack without it has no passkeys',
        unset: '`localhost`',
      },
      WEBAUTHN_ORIGINS: {
        what: 'the pages that may use them, separated by commas',
        unset: '`http://localhost:$PORT`',
      },
    },
  },
  {
    heading: 'Mail',
    notes: {
      MAIL_URL: {
        what: 'where [mails](deploy.md#mail) go. A stack without it sends none',
        unset: '`file:$GATEHOUSE_HOME/outbox`, a file for each mail',
      },
      MAIL_FROM: { what: 'who mails are from; needed with `smtps://`, `smtp://` and `ses:`' },
      ACCOUNT_URL: {
        what: 'the page that links in mails lead to',
        unset: '`http://localhost:$PORT/console`',
      },
    },
  },
  {
    heading: 'Browsers',
    notes: {
      CORS_ORIGINS: { what: 'the web origins that may call, separated by commas' },
      REFRESH_COOKIE: {
        what: 'whether pages may keep the refresh token in a [cookie](api.md#cookies), and its SameSite',
      },
    },
  },
  {
    heading: 'Logs',
    notes: {
      LOG_LEVEL: { what: 'the level below which nothing is logged' },
      LOG_FORMAT: {
        what: 'whom standard output is for: machines, or a person at the local gateway ([on a laptop](signals.md#on-a-laptop)); in a stack it is `json`',
        unset: '`json`; `pretty` where `npm start` has a terminal',
      },
    },
  },
];
