// The key set of a deployment: the private half in Secrets Manager, the public one in SSM, before any stack exists.
import { REMOTE_TTL_SECONDS, UnresolvedReference, type Environment } from '@gatehouse/config';
import { createAwsCall, createAwsResolver, type AwsCall } from '@gatehouse/config/aws';
import { parsePrivateKeySet, publicJwks, serializePrivateKeySet } from '@gatehouse/jwt';
import type { KeyStore } from './key-store.ts';

export interface AwsKeyNames {
  /** The secret that `JWT_PRIVATE_KEYS=secretsmanager:…` names. */
  readonly secret: string;
  /** The parameter that `JWT_JWKS=ssm:…` names. */
  readonly parameter: string;
}

export const createAwsKeyStore = (env: Environment, { secret, parameter }: AwsKeyNames): KeyStore => {
  const call = createAwsCall({ env });
  const name = `secretsmanager:${secret}`;
  return {
    name: `${name} and ssm:${parameter}`,
    refreshSeconds: REMOTE_TTL_SECONDS,
    load: async () => {
      const text = await orNull(createAwsResolver({ env }).secretsManager(secret, name));
      return text === null ? null : parsePrivateKeySet(text);
    },
    save: async (set) => {
      await putParameter(call, parameter, JSON.stringify(publicJwks(set)));
      await putSecret(call, secret, serializePrivateKeySet(set));
    },
  };
};

const putParameter = async (call: AwsCall, parameter: string, text: string): Promise<void> => {
  const input = { Name: parameter, Value: text, Type: 'String', Overwrite: true };
  const put = { service: 'ssm', endpoint: 'SSM', target: 'AmazonSSM.PutParameter', input };
  await call(put, `ssm:${parameter}`);
};

/** A new version where the secret is there, else the secret. */
const putSecret = async (call: AwsCall, secret: string, text: string): Promise<void> => {
  const secrets = { service: 'secretsmanager', endpoint: 'SECRETS_MANAGER' };
  const put = {
    ...secrets,
    target: 'secretsmanager.PutSecretValue',
    input: { SecretId: secret, SecretString: text },
  };
  const create = {
    ...secrets,
    target: 'secretsmanager.CreateSecret',
    input: { Name: secret, SecretString: text },
  };
  const name = `secretsmanager:${secret}`;
  if ((await orNull(call(put, name))) === null) await call(create, name);
};

const orNull = async <T>(value: Promise<T>): Promise<T | null> => {
  try {
    return await value;
  } catch (error) {
    if (error instanceof UnresolvedReference && error.reason === 'missing') return null;
    throw error;
  }
};
