// Compiles the schemas of an app at build time. A module named *.schema.ts is evaluated here and replaced by its
// schemas as plain data, each with the function that ajv generated for it.
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { OnLoadResult, Plugin } from 'esbuild';
import { assertClosed, compileSchema } from '@gatehouse/http/schemas';
import { PackagingError } from '../packaging-error.ts';

const STAND_IN = join(import.meta.dirname, '../in-bundle/compile-schema.ts');
const CHECKS = 'compiled-schema';

/** `root` is the workspace's folder; names are kept relative to it, so that builds in two folders agree. */
export const compiledSchemas = (root: string): Plugin => ({
  name: 'compiled-schemas',
  setup(build) {
    build.onResolve({ filter: /\/compile-schema\.ts$/ }, () => ({ path: STAND_IN }));
    build.onResolve({ filter: /^compiled-schema:/ }, ({ path }) => ({
      path: path.slice(`${CHECKS}:`.length),
      namespace: CHECKS,
    }));
    build.onLoad({ filter: /\.schema\.ts$/, namespace: 'file' }, ({ path }) =>
      moduleOfSchemas(path, relative(root, path)),
    );
    build.onLoad({ filter: /.*/, namespace: CHECKS }, ({ path }) => moduleOfCheck(join(root, path)));
  },
});

const moduleOfSchemas = async (file: string, name: string): Promise<OnLoadResult> => {
  const schemas = await schemasOf(file);
  const exports = Object.entries(schemas).map(([key, schema]) => {
    assertClosed(schema);
    return `import check${key} from '${CHECKS}:${name}#${key}';
      export const ${key} = /* @__PURE__ */ compiled(${JSON.stringify(schema)}, check${key});`;
  });
  const imports = `import { compiled } from './compile-schema.ts';`;
  return { contents: [imports, ...exports].join('\n'), loader: 'js', resolveDir: dirname(file) };
};

const moduleOfCheck = async (path: string): Promise<OnLoadResult> => {
  const [file = '', key = ''] = path.split('#');
  const schema = (await schemasOf(file))[key];
  if (schema === undefined) throw new PackagingError(`${path} is no schema`);
  return { contents: await generateCheck(schema), loader: 'js', resolveDir: VALIDATOR_FOLDER };
};

const schemasOf = async (file: string): Promise<Readonly<Record<string, object>>> => {
  const module = (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
  const strangers = Object.entries(module).filter(([, value]) => typeof value !== 'object' || value === null);
  if (strangers.length > 0)
    throw new PackagingError(`${basename(file)} exports ${strangers[0]?.[0]}, which is no schema`);
  return module as Readonly<Record<string, object>>;
};

/** The text of an ES module whose default export checks `schema`. */
const generateCheck = async (schema: object): Promise<string> => {
  const check = await compileSchema(schema, { source: true, esm: true });
  return standalone(new Ajv({ code: { source: true, esm: true } }), check);
};

// The generator has to be of the very ajv that compiled, which is the validator's own.
const VALIDATOR = fileURLToPath(import.meta.resolve('@middy/validator/transpile'));
const VALIDATOR_FOLDER = dirname(VALIDATOR);
const requireOfValidator = createRequire(VALIDATOR);
const { default: standalone } = requireOfValidator('ajv/dist/standalone') as {
  readonly default: (ajv: object, check: unknown) => string;
};
const { default: Ajv } = requireOfValidator('ajv/dist/2020') as {
  readonly default: new (options: object) => object;
};
