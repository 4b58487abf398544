// Publishes the packages whose version the registry does not have yet, with a statement of where they were built.
import type { Tarball } from '../build-all.ts';

/** Runs npm with these arguments. It ends with a status, and never throws for one. */
export type Npm = (args: readonly string[]) => Promise<{ readonly status: number; readonly stdout: string }>;

/**
 * Publishes what is new, one after another, and tells which that was. What is there already stays as it is, so that a run which
 * broke off can be repeated.
 * @throws Error when the registry cannot be asked, or refuses a package
 */
export const publishNew = async (tarballs: readonly Tarball[], npm: Npm): Promise<readonly Tarball[]> => {
  const published: Tarball[] = [];
  for (const tarball of tarballs) {
    if (await isPublished(tarball, npm)) continue;
    await publish(tarball, npm);
    published.push(tarball);
  }
  return published;
};

const isPublished = async ({ name, version }: Tarball, npm: Npm): Promise<boolean> => {
  const { status, stdout } = await npm(['view', `${name}@${version}`, 'version', '--json']);
  if (status === 0) return stdout.trim() !== '';
  if (codeOf(stdout) === 'E404') return false;
  throw new Error(`${name}@${version}: the registry could not be asked`);
};

const publish = async ({ name, version, file }: Tarball, npm: Npm): Promise<void> => {
  const { status } = await npm(['publish', file, '--provenance', '--access', 'public']);
  if (status !== 0) throw new Error(`${name}@${version} was not published`);
};

/** The code of an error that npm prints as JSON; undefined for any other text. */
const codeOf = (stdout: string): string | undefined => {
  try {
    return (JSON.parse(stdout) as { readonly error?: { readonly code?: string } }).error?.code;
  } catch {
    return undefined;
  }
};
