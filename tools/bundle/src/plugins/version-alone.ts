// The manifest of a package in a bundle, where its code asks it for the version and for nothing else.
import { readFileSync } from 'node:fs';
import type { OnLoadArgs, OnLoadResult } from 'esbuild';

export const versionAlone = ({ path }: OnLoadArgs): OnLoadResult => {
  const { version } = JSON.parse(readFileSync(path, 'utf8')) as { readonly version: string };
  return { contents: JSON.stringify({ version }), loader: 'json' };
};
