// The API reports of all packages, by the file that each stands in.
import { join } from 'node:path';
import { publishedOf } from '../published.ts';
import { declaredFaces } from './declared-faces.ts';
import type { Faces } from './faces.ts';
import { reportOf } from './report.ts';

/** The reports by file, such as `libs/jwt/api.md`; `faces` are those of the sources. */
export const reportsOf = async (faces: Faces): Promise<ReadonlyMap<string, string>> => {
  const declared = declaredFaces(faces);
  const reports = publishedOf(faces.libraries).map(
    async (library) => [join(library.root, 'api.md'), await reportOf(library, declared)] as const,
  );
  return new Map(await Promise.all(reports));
};
