// The provider that fits a reference: how long a value counts depends on where it comes from.
import { createProvider, type Provider, type ProviderOptions, type ProviderTimes } from './provider.ts';
import { describeReference, type Reference } from './reference.ts';
import { createResolver, type RemoteResolver } from './resolvers.ts';

export interface ReferenceProviderOptions<T>
  extends Pick<ProviderOptions<T>, 'parse' | 'onFailure' | 'now'>, Partial<ProviderTimes> {
  readonly reference: Reference;
  readonly remote: RemoteResolver;
}

/**
 * A provider of what a reference stands for. By default a value in place is read once, a file is looked at
 * every second (and read when it has changed), a remote value is asked for every five minutes; the last good
 * value serves an hour.
 */
export const createReferenceProvider = <T>(options: ReferenceProviderOptions<T>): Provider<T> => {
  const { reference, remote, ...rest } = options;
  return createProvider({
    name: describeReference(reference),
    resolve: createResolver(reference, remote),
    ttlSeconds: TTL_SECONDS[reference.from],
    staleSeconds: 3600,
    coolDownSeconds: 5,
    ...rest,
  });
};

/** How long a remote value counts: so long can a process go on with what was there before. */
export const REMOTE_TTL_SECONDS = 300;

const TTL_SECONDS: Readonly<Record<Reference['from'], number>> = {
  'in-place': Infinity,
  file: 1,
  ssm: REMOTE_TTL_SECONDS,
  secretsmanager: REMOTE_TTL_SECONDS,
};
