// Puts the declarations of routes into a bundle: of each module named *.route.ts what the chain reads, as plain data, each
// schema with the function that ajv generated for it. What only pages and tests read of a route stays out.
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { OnLoadResult, Plugin } from 'esbuild';
import { assertClosed, compileSchema } from '@gatehouse/http/schemas';
import { PackagingError } from '../packaging-error.ts';

const STAND_IN = join(import.meta.dirname, '../in-bundle/compile-schema.ts');
const CHECKS = 'compiled-schema';

/** The members of a declaration that have a schema for a part of the request. */
const SCHEMAS = ['body', 'query', 'pathParameters'] as const;

/** `root` is the workspace's folder; names are kept relative to it, so that builds in two folders agree. */
export const compiledSchemas = (root: string): Plugin => ({
  name: 'compiled-schemas',
  setup(build) {
    build.onResolve({ filter: /\/compile-schema\.ts$/ }, () => ({ path: STAND_IN }));
    build.onResolve({ filter: /^compiled-schema:/ }, ({ path }) => ({
      path: path.slice(`${CHECKS}:`.length),
      namespace: CHECKS,
    }));
    build.onLoad({ filter: /\.route\.ts$/, namespace: 'file' }, ({ path }) =>
      moduleOfRoutes(path, relative(root, path)),
    );
    build.onLoad({ filter: /.*/, namespace: CHECKS }, ({ path }) => moduleOfCheck(root, path));
  },
});

/** What a declaration is to the chain. */
type Declared = Readonly<Record<string, unknown>> & { readonly path: unknown; readonly callers: unknown };

const moduleOfRoutes = async (file: string, name: string): Promise<OnLoadResult> => {
  const routes = Object.entries(await routesOf(file));
  const lines = routes.flatMap(([key, route]) => {
    const parts = SCHEMAS.filter((part) => route[part] !== undefined);
    return [
      ...parts.map(
        (part) => `import ${key}_${part} from ${JSON.stringify(`${CHECKS}:${name}#${key}.${part}`)};`,
      ),
      `export const ${key} = /* @__PURE__ */ (() => ({ path: ${JSON.stringify(route.path)}, callers: ${JSON.stringify(route.callers)},
        refreshToken: ${JSON.stringify(route['refreshToken'])},
        ${parts.map((part) => `${part}: compiled(${dataOf(route[part])}, ${key}_${part})`).join()} }))();`,
    ];
  });
  const contents = [`import { compiled } from './compile-schema.ts';`, ...lines].join('\n');
  return { contents, loader: 'js', resolveDir: dirname(file) };
};

const dataOf = (schema: unknown): string => {
  assertClosed(schema);
  return JSON.stringify(schema, (key, value: unknown) => (key === 'examples' ? undefined : value));
};

/** `check` is `file#export.part`; a folder's name may hold a `#` as well. */
const moduleOfCheck = async (root: string, check: string): Promise<OnLoadResult> => {
  const at = check.lastIndexOf('#');
  const [name = '', part = ''] = check.slice(at + 1).split('.');
  const schema = (await routesOf(join(root, check.slice(0, at))))[name]?.[part] as object | undefined;
  if (schema === undefined) throw new PackagingError(`${check} is no schema`);
  return { contents: await generateCheck(schema), loader: 'js', resolveDir: VALIDATOR_FOLDER };
};

const routesOf = async (file: string): Promise<Readonly<Record<string, Declared>>> => {
  const module = (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
  const strangers = Object.entries(module).filter(([, value]) => !isDeclared(value));
  if (strangers.length > 0)
    throw new PackagingError(`${basename(file)} exports ${strangers[0]?.[0]}, which is no route`);
  return module as Readonly<Record<string, Declared>>;
};

const isDeclared = (value: unknown): value is Declared =>
  typeof value === 'object' && value !== null && 'callers' in value && 'path' in value;

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
