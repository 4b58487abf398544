// Secrets and emails, as they are found in calls, in a home, and in the lines of a log.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface Secrets {
  /** Parts of tokens and keys: long and random, so that a line is asked for them word by word. */
  readonly tokens: Set<string>;
  /** Passwords and emails, in lower case. */
  readonly texts: Set<string>;
}

const TOKENS = ['access_token', 'refresh_token', 'challenge_token', 'secret', 'token'];
const TEXTS = ['password', 'current_password', 'new_password', 'email'];

/** Below it, what a hostile test sends as a password is part of many a word. */
const LEAST_TEXT = 10;
const LEAST_TOKEN = 20;

/** Adds what the values hold, at any depth. A body that is sent as text is one of bad input, and holds none. */
export const secretsIn = (value: unknown, { tokens, texts }: Secrets): void => {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    if (name === 'recovery_codes' && Array.isArray(member))
      for (const code of member) texts.add(String(code).toLowerCase());
    else if (typeof member !== 'string') secretsIn(member, { tokens, texts });
    // The head of a JWT is the same for all.
    else if (TOKENS.includes(name)) for (const part of member.split('.').slice(-2)) addToken(part, tokens);
    else if (TEXTS.includes(name) && member.trim().length >= LEAST_TEXT) texts.add(member.toLowerCase());
  }
};

const addToken = (part: string, tokens: Set<string>): void => {
  if (part.length >= LEAST_TOKEN) tokens.add(part);
};

/** What the home of a gateway keeps to itself: private keys, the keys of factors, the store's key, the hashes of passwords. */
export const secretsOfHome = (home: string): Secrets => {
  const tokens = new Set<string>();
  const texts = new Set<string>();
  const keys = join(home, 'keys', 'private.json');
  if (existsSync(keys))
    for (const { d } of (JSON.parse(readFileSync(keys, 'utf8')) as { keys: { d?: string }[] }).keys)
      if (d !== undefined) tokens.add(d);
  const factorKeys = join(home, 'keys', 'factor-keys');
  if (existsSync(factorKeys)) texts.add(readFileSync(factorKeys, 'utf8').toLowerCase());
  const file = join(home, 'gatehouse.db');
  if (existsSync(file)) for (const text of secretsOfDatabase(file)) texts.add(text.toLowerCase());
  return { tokens, texts };
};

const secretsOfDatabase = (file: string): readonly string[] => {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return [
      "SELECT value AS secret FROM shared_values WHERE name = 'store_key'",
      'SELECT password_hash AS secret FROM users',
    ].flatMap((sql) =>
      database
        .prepare(sql)
        .all()
        .map(({ secret }) => String(secret)),
    );
  } finally {
    database.close();
  }
};

/** Forms that no line of a log may have, whoever the secret is of. */
const FORMS: readonly (readonly [what: string, form: RegExp])[] = [
  ['an access token', /eyJ[\w-]{20,}\.eyJ[\w-]{20,}/],
  ['a refresh token', /(?<![\w-])[\w-]{43}\.[\w-]{43}(?![\w-])/],
  ['the hash of a password', /\$argon2(id|i|d)\$/],
  ['a private key', /"(d|k)":"[\w-]{20,}"/],
  ['an email', /[\w.+-]+@[\w-]+(\.[a-z][\w-]*)*\.[a-z]{2,}(?![\w.-]*:)/i],
];

/** What a line holds that no log may hold; null when it is clean. */
export const secretIn = (line: string, known: readonly Secrets[]): string | null => {
  const [form] = FORMS.find(([, itsForm]) => itsForm.test(line)) ?? [];
  if (form !== undefined) return form;
  const words = line.match(/[\w-]{20,}/g) ?? [];
  if (words.some((word) => known.some(({ tokens }) => tokens.has(word)))) return 'a part of a token or a key';
  const lower = line.toLowerCase();
  return known.some(({ texts }) => [...texts].some((text) => lower.includes(text)))
    ? 'a password, an email or a key'
    : null;
};
