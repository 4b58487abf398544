// The same faces with every module reduced to its declarations: no implementation and no comment is left in them.
import type ts from 'typescript';
import { readFaces, type Faces } from './faces.ts';
import { hostWith } from './host.ts';

/** The faces as the declarations have them, from those of the sources. */
export const declaredFaces = (faces: Faces): Faces =>
  readFaces(faces.workspace, faces.libraries, hostWith(faces, declarationsOf(faces.program)));

/** The declarations of each module, by the file that they take the place of. */
const declarationsOf = (program: ts.Program): ReadonlyMap<string, string> => {
  const declarations = new Map<string, string>();
  const keep: ts.WriteFileCallback = (_file, text, _mark, _onError, sources = []) =>
    void declarations.set(sources[0]?.fileName ?? '', text);
  program.emit(undefined, keep, undefined, true);
  return declarations;
};
