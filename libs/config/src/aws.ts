// SSM Parameter Store and Secrets Manager; apart, so that only a process with such a reference loads it.
import { createAwsCall, type AwsCallOptions } from './aws-call.ts';
import { UnresolvedReference } from './errors.ts';
import type { RemoteResolver } from './resolvers.ts';

export { createAwsCall, type AwsCall, type AwsCallOptions, type AwsOperation } from './aws-call.ts';

/**
 * Resolves references against AWS, with the region, the credentials and the endpoints of the environment.
 * Throttling, silence and faults of the service are tried again, three times in all by default.
 */
export const createAwsResolver = (options: AwsCallOptions): RemoteResolver => {
  const call = createAwsCall(options);
  return {
    async ssm(path, name) {
      const answer = await call({ ...GET_PARAMETER, input: { Name: path, WithDecryption: true } }, name);
      return textAt(answer, ['Parameter', 'Value'], name);
    },
    async secretsManager(id, name) {
      const answer = await call({ ...GET_SECRET_VALUE, input: { SecretId: id } }, name);
      return textAt(answer, ['SecretString'], name);
    },
  };
};

const GET_PARAMETER = { service: 'ssm', endpoint: 'SSM', target: 'AmazonSSM.GetParameter' };
const GET_SECRET_VALUE = {
  service: 'secretsmanager',
  endpoint: 'SECRETS_MANAGER',
  target: 'secretsmanager.GetSecretValue',
};

const textAt = (answer: unknown, path: readonly string[], name: string): string => {
  const found = path.reduce((at, key) => (isRecord(at) ? at[key] : undefined), answer);
  if (typeof found === 'string') return found;
  throw new UnresolvedReference('malformed', name, `AWS answered without ${path.join('.')}`);
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
