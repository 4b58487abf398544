// The environment of a run: what a test says, the defaults of local runs, and the cheap hashes that are for tests alone.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '@gatehouse/gateway';
import { prepareLocalValues } from '@gatehouse/gateway/local-values';

export type Values = Readonly<Record<string, string>>;
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The values of a run that keeps its files in `home` and listens on `port`. Hashes are cheap, unless `env` says what they cost.
 * @throws StartError for keys that cannot be used
 */
export const valuesOf = async (env: Environment, home: string, port: number): Promise<Values> => ({
  ...(await prepareLocalValues(env, home, port)),
  ...(HASHING_COST.some((name) => env[name]) ? {} : { UNSAFE_CHEAP_HASHING: 'true' }),
});

const HASHING_COST = ['ARGON2_MEMORY_KIB', 'ARGON2_PASSES', 'ARGON2_LANES'];

/**
 * Holds the variables to the templates: what none of them names would be read by nobody, such as `REGISTRATON`.
 * @throws StartError with a line for each
 */
export const assertRead = (env: Environment, templates: readonly string[]): void => {
  const names = new Set(templates.flatMap((template) => namesIn(textOf(template))));
  const unread = Object.keys(env).filter((name) => env[name] && !names.has(plain(name)));
  if (unread.length > 0) throw new StartError(unread.map((name) => `${name}: is read by no template`));
};

/** The names of variables, and of parameters, which take the value of the variable that is spelled like them. */
const namesIn = (template: string): readonly string[] =>
  [...template.matchAll(/\b([A-Z]\w*)['"]?:/g)].map(([, name = '']) => plain(name));

const plain = (name: string): string => name.replaceAll('_', '').toLowerCase();

/** Of a template, or of the one in a folder; what cannot be read is for the gateway to say. */
const textOf = (path: string): string => {
  const found = statSync(path, { throwIfNoEntry: false });
  const file = found?.isDirectory() === true ? join(path, 'template.yaml') : path;
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(file, 'utf8') : '';
};
