// The file system of a compiler that works beside the one of the faces: some texts are new, all others are taken from there.
import ts from 'typescript';
import { optionsOf, type Faces } from './faces.ts';

/** A host in which `texts` stand in place of the files of their names, or beside them. */
export const hostWith = (
  { program, workspace, libraries }: Faces,
  texts: ReadonlyMap<string, string>,
): ts.CompilerHost => {
  const host = ts.createCompilerHost(optionsOf(workspace, libraries));
  return {
    ...host,
    fileExists: (name) => program.getSourceFile(name) !== undefined || host.fileExists(name),
    getSourceFile: (name, options) => {
      const text = texts.get(name);
      if (text !== undefined) return ts.createSourceFile(name, text, options, true);
      return program.getSourceFile(name) ?? host.getSourceFile(name, options);
    },
  };
};
