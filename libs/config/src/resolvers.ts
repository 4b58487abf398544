// From a reference to its text: in place, from a file, or from a remote store behind an interface.
import { open, type FileHandle } from 'node:fs/promises';
import { codeOf, UnresolvedReference } from './errors.ts';
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
      return createFileResolver(reference.path, name);
    case 'ssm':
      return () => remote.ssm(reference.path, name);
    case 'secretsmanager':
      return () => remote.secretsManager(reference.id, name);
  }
};

/** AWS's stores, loaded with the first reference that needs them. `env` holds region, credentials and endpoints. */
export const awsOnDemand = (env: Readonly<Record<string, string | undefined>>): RemoteResolver => {
  let resolver: Promise<RemoteResolver> | undefined;
  const load = (): Promise<RemoteResolver> =>
    (resolver ??= import('./aws.ts').then(({ createAwsResolver }) => createAwsResolver({ env })));
  return {
    ssm: async (path, name) => (await load()).ssm(path, name),
    secretsManager: async (id, name) => (await load()).secretsManager(id, name),
  };
};

// The fingerprint is taken before the text is read: should a writer come in between, the next look sees another
// fingerprint and reads again. An atomic replacement shows as another inode.
const createFileResolver = (path: string, name: string): (() => Promise<string>) => {
  let known: { readonly fingerprint: string; readonly text: string } | undefined;
  return async () => {
    try {
      await using file = await open(path);
      const fingerprint = await fingerprintOf(file);
      if (known?.fingerprint !== fingerprint)
        known = { fingerprint, text: withoutFinalNewline(await file.readFile('utf8')) };
      return known.text;
    } catch (error) {
      throw toUnresolved(error, name);
    }
  };
};

const fingerprintOf = async (file: FileHandle): Promise<string> => {
  const { ino, size, mtimeNs } = await file.stat({ bigint: true });
  return `${ino}:${size}:${mtimeNs}`;
};

const withoutFinalNewline = (text: string): string => text.replace(/\r?\n$/, '');

const toUnresolved = (error: unknown, name: string): UnresolvedReference => {
  const code = codeOf(error);
  if (code === 'ENOENT') return new UnresolvedReference('missing', `${name}: there is no such file`);
  if (code === 'EACCES') return new UnresolvedReference('denied', `${name}: the file may not be read`);
  return new UnresolvedReference('unavailable', `${name}: the file cannot be read`, { cause: error });
};
