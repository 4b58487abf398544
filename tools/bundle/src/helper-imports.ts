// esbuild's own helpers become a chunk that every module imports, those too that use none of them.
import type { Bundle } from './bundle.ts';

/**
 * The bundle without imports, for nothing but effects, of chunks that hold helpers alone: those have no effects. Blanks
 * stand in their place, so that source maps stay right.
 */
export const dropHelperImports = (
  files: ReadonlyMap<string, Uint8Array>,
  outputs: Bundle['outputs'],
): Pick<Bundle, 'files' | 'outputs'> => {
  const helpers = new Set(Object.keys(outputs).filter((name) => holdsHelpersAlone(name, outputs)));
  const leaner = new Map([...files].map(([name, content]) => [name, withoutImports(name, content, helpers)]));
  const stillImports = (name: string, path: string): boolean =>
    !helpers.has(path) || Buffer.from(leaner.get(name) ?? []).includes(`"./${path}"`);
  return {
    files: leaner,
    outputs: Object.fromEntries(
      Object.entries(outputs).map(([name, output]) => [
        name,
        { ...output, imports: output.imports.filter(({ path }) => stillImports(name, path)) },
      ]),
    ),
  };
};

/** No source file has a part in them, and nobody starts there. */
const holdsHelpersAlone = (name: string, outputs: Bundle['outputs']): boolean => {
  const output = outputs[name];
  return (
    name.endsWith('.mjs') &&
    output?.entryPoint === undefined &&
    Object.keys(output?.inputs ?? {}).length === 0
  );
};

const withoutImports = (name: string, content: Uint8Array, helpers: ReadonlySet<string>): Uint8Array => {
  if (!name.endsWith('.mjs')) return content;
  const module = Buffer.from(content).toString();
  const leaner = module.replaceAll(/import"\.\/([\w.-]+)";/g, (statement, path: string) =>
    helpers.has(path) ? ' '.repeat(statement.length) : statement,
  );
  return Buffer.from(leaner);
};
