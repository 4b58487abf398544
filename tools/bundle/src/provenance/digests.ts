// Digests as in-toto's DigestSet has them: lowercase hexadecimal.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const sha256Of = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** `dirHash`: the function Hash1 of Go's dirhash, over files relative to `root`, sorted. */
export const dirHashOf = (root: string, files: readonly string[]): string => {
  const lines = files.map((file) => `${sha256Of(readFileSync(join(root, file)))}  ${file}\n`);
  return sha256Of(Buffer.from(lines.join('')));
};
