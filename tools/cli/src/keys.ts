// npm run keys -- <generate|rotate|promote|retire|list>: signing keys, on the local files or with --store in AWS.
import { setTimeout as wait } from 'node:timers/promises';
import { integer, oneOf, readEnvironment, text } from '@gatehouse/config';
import { createAwsKeyStore } from './keys/aws-key-store.ts';
import { generate, list, promote, retire, rotate, type KeyDeps, type KeyOptions } from './keys/commands.ts';
import { createFileKeyStore } from './keys/file-key-store.ts';
import { readCommandLine, refuseUsage, runCommand } from './run-command.ts';

const USAGE = `npm run keys -- <generate|rotate|promote|retire|list> [KID]
  --alg ES256|EdDSA|RS256   the algorithm of a new key; ES256, or the signing key's
  --now                     do not wait, for an incident (promote, retire)
  --store                   keys of a deployment: Secrets Manager and SSM, with AWS credentials in the environment
  --secret NAME             the secret of --store; gatehouse/jwt-private-keys
  --parameter /PATH         the parameter of --store; /gatehouse/jwt-jwks`;

const FORM = {
  allowPositionals: true,
  options: {
    alg: { type: 'string' },
    now: { type: 'boolean', default: false },
    store: { type: 'boolean', default: false },
    secret: { type: 'string', default: 'gatehouse/jwt-private-keys' },
    parameter: { type: 'string', default: '/gatehouse/jwt-jwks' },
  },
} as const;

const COMMANDS: Readonly<Record<string, (deps: KeyDeps, options: KeyOptions) => Promise<void>>> = {
  generate,
  rotate,
  promote,
  retire,
  list,
};

await runCommand('npm run keys', async (args) => {
  const { values, positionals } = readCommandLine(args, USAGE, FORM);
  const [name = '', kid, ...rest] = positionals;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined || rest.length > 0) return refuseUsage(USAGE);
  const { ACCESS_TOKEN_TTL_SECONDS: accessTtlSeconds, GATEHOUSE_HOME: home } = readEnvironment(process.env, {
    ACCESS_TOKEN_TTL_SECONDS: integer({ min: 1, max: 86_400, fallback: 300 }),
    GATEHOUSE_HOME: text({ fallback: '.gatehouse' }),
  });
  const { alg } = readEnvironment(
    { alg: values.alg },
    { alg: oneOf(['ES256', 'EdDSA', 'RS256'], { fallback: null }) },
  );
  const { store: inAws, secret, parameter } = values;
  const store = inAws ? createAwsKeyStore(process.env, { secret, parameter }) : createFileKeyStore(home);
  const sleep = (seconds: number): Promise<void> => wait(seconds * 1000);
  const deps = { store, accessTtlSeconds, now: () => new Date(), sleep, print: console.log };
  await command(deps, { algorithm: alg ?? undefined, kid, force: values.now });
});
