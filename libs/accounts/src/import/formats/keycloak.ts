// The users of a realm as Keycloak exports them, with their credentials.
import { refuse } from '../line-fault.ts';
import type { Members } from '../members.ts';
import { namesOf } from '../names.ts';
import { idIfFit, type Format } from './format.ts';
import { jsonElements } from '../records/json-elements.ts';

export const keycloak: Format = {
  records: ({ chunks }) => jsonElements(chunks),
  toDraft: (user, { missingName }) => {
    if (user.text('serviceAccountClientId') !== undefined)
      refuse('serviceAccountClientId', 'is of the account of a service, which is no user');
    const enabled = user.flag('enabled');
    return {
      id: idIfFit(user.text('id')),
      email: user.text('email'),
      email_verified: user.flag('emailVerified'),
      ...namesOf({ first: user.text('firstName'), last: user.text('lastName') }, missingName),
      disabled: enabled === undefined ? undefined : !enabled,
      created_at: user.time('createdTimestamp'),
      password_hash: passwordIn(user.list('credentials')),
    };
  },
};

/** Other credentials are factors, which stay where they are. */
const passwordIn = (credentials: readonly Members[]): string | undefined => {
  const password = credentials.find((credential) => credential.text('type') === 'password');
  if (password === undefined) return undefined;
  const secret = password.object('secretData') ?? refuse('credentials.secretData', 'is required');
  const data = password.object('credentialData') ?? refuse('credentials.credentialData', 'is required');
  const algorithm = data.text('algorithm') ?? 'pbkdf2-sha256';
  const write = WRITERS.get(algorithm) ?? refuse('credentials.algorithm', 'is none that is known here');
  return write({
    algorithm,
    rounds: data.number('hashIterations') ?? refuse('credentials.hashIterations', 'is required'),
    salt: unpadded(secret, 'salt'),
    tag: unpadded(secret, 'value'),
    parameters: data.object('additionalParameters'),
  });
};

interface KeycloakHash {
  readonly algorithm: string;
  readonly rounds: number;
  readonly salt: string;
  readonly tag: string;
  readonly parameters: Members | undefined;
}

type Write = (hash: KeycloakHash) => string;

const pbkdf2: Write = ({ algorithm, rounds, salt, tag }) => `$${algorithm}$${rounds}$${salt}$${tag}`;

/** Each parameter is a list of one text. */
const argon2: Write = ({ rounds, salt, tag, parameters }) => {
  const value = (name: string): string =>
    parameters?.firstText(name) ?? refuse(`credentials.${name}`, 'is required');
  const version =
    VERSIONS.get(value('version')) ?? refuse('credentials.version', 'is none that is known here');
  const costs = `m=${value('memory')},t=${rounds},p=${value('parallelism')}`;
  return `$argon2${value('type')}$v=${version}$${costs}$${salt}$${tag}`;
};

const VERSIONS: ReadonlyMap<string, number> = new Map([
  ['1.3', 19],
  ['1.0', 16],
]);

const WRITERS: ReadonlyMap<string, Write> = new Map([
  ['pbkdf2', pbkdf2],
  ['pbkdf2-sha256', pbkdf2],
  ['pbkdf2-sha512', pbkdf2],
  ['argon2', argon2],
]);

/** The PHC format has no padding. */
const unpadded = (secret: Members, name: string): string =>
  (secret.text(name) ?? refuse(`credentials.${name}`, 'is required')).replace(/=+$/, '');
