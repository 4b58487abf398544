// Which values are not shown in a command that is printed to be read.
import type { Parameters } from './parameters.ts';

/** Makes a word of a command fit to be shown: `NAME=VALUE` loses the value where that is a secret or may be one. */
export const hidingSecrets = (
  declared: Parameters,
  values: Readonly<Record<string, string>>,
): ((word: string) => string) => {
  const secret = Object.entries(values).filter(
    ([name, value]) => String(declared[name]?.NoEcho ?? false) === 'true' || mayBeSecret(name, value),
  );
  const hidden = new Map(secret.map(([name, value]) => [`${name}=${value}`, `${name}=***`]));
  return (word) => hidden.get(word) ?? word;
};

/** A reference names a secret and holds none. */
const mayBeSecret = (name: string, value: string): boolean => {
  if (value === '' || /^(secretsmanager:|ssm:\/|arn:)/.test(value)) return false;
  return SECRET_NAME.test(name) || URL_WITH_USER.test(value) || PRIVATE_JWK.test(value);
};

const SECRET_NAME = /secret|private|pepper|credential|(password|token|keys?|databaseurl)$/i;
const URL_WITH_USER = /:\/\/[^/?#]*@/;
const PRIVATE_JWK = /"(d|k|p|q|dp|dq|qi|oth)"\s*:/;
