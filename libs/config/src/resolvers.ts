// From a reference to its text: in place, from a file, or from a remote store behind an interface.
import { onDemand } from './on-demand.ts';
import { describeReference, type Reference } from './reference.ts';

/** The remote stores that a reference can name. Both throw `UnresolvedReference`, with `name` in its message. */
export interface RemoteResolver {
  ssm(path: string, name: string): Promise<string>;
  secretsManager(id: string, name: string): Promise<string>;
}

/** How to get the text that a reference stands for, each time anew. */
export const createResolver = (reference: Reference, remote: RemoteResolver): (() => Promise<string>) => {
  const name = describeReference(reference);
  switch (reference.from) {
    case 'in-place':
      return async () => reference.reveal();
    case 'file':
      return fileOnDemand(reference.path, name);
    case 'ssm':
      return () => remote.ssm(reference.path, name);
    case 'secretsmanager':
      return () => remote.secretsManager(reference.id, name);
  }
};

/** AWS's stores, loaded with the first reference that needs them. `env` holds region, credentials and endpoints. */
export const awsOnDemand = (env: Readonly<Record<string, string | undefined>>): RemoteResolver => {
  const load = onDemand(async () => (await import('./aws.ts')).createAwsResolver({ env }));
  return {
    ssm: async (path, name) => (await load()).ssm(path, name),
    secretsManager: async (id, name) => (await load()).secretsManager(id, name),
  };
};

/** Loaded with the first such reference: in Lambda there is none. */
const fileOnDemand = (path: string, name: string): (() => Promise<string>) => {
  const load = onDemand(async () => (await import('./file.ts')).createFileResolver(path, name));
  return async () => (await load())();
};
