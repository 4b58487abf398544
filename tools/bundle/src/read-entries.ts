// Which modules an app's zip has, read from its SAM template, so that no second list of functions exists.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { parse } from 'yaml';
import { PackagingError } from './packaging-error.ts';

/** One module of the zip: `Handler: login.handler` makes `login.mjs` of the TypeScript in `source`. */
export interface Entry {
  readonly name: string;
  /** An absolute path. */
  readonly source: string;
}

/**
 * The entries of the functions in `template` whose `CodeUri` is `zip` (absolute paths both), in the template's order.
 * Where a condition chooses the handler, both are entries, and `Metadata.Source` names both in the same order.
 * @throws PackagingError naming the function at fault
 */
export const readEntries = (template: string, zip: string): readonly Entry[] => {
  const { Resources = {}, Globals = {} } = readTemplate(template);
  const entries = Object.entries(Resources)
    .filter(([, { Type }]) => Type === 'AWS::Serverless::Function')
    .filter(([, { Properties }]) => {
      const codeUri = Properties?.CodeUri ?? Globals.Function?.CodeUri;
      return codeUri !== undefined && resolve(dirname(template), codeUri) === zip;
    })
    .flatMap(([id, resource]) => entriesOf(id, resource, dirname(template)));
  if (entries.length === 0) throw new PackagingError(`${template}: no function has the CodeUri ${zip}`);
  return withoutRepeats(entries);
};

/** A plain value, or the list that `!If [Condition, one, other]` reads as when its tag is left unresolved. */
type Choice = string | readonly string[];

interface Resource {
  readonly Type: string;
  readonly Metadata?: { readonly Source?: Choice };
  readonly Properties?: { readonly Handler?: Choice; readonly CodeUri?: string };
}

interface Template {
  readonly Resources?: Readonly<Record<string, Resource>>;
  readonly Globals?: { readonly Function?: { readonly CodeUri?: string } };
}

const readTemplate = (file: string): Template => {
  if (!existsSync(file)) throw new PackagingError(`${file} does not exist`);
  // The tags of intrinsic functions are CloudFormation's; here their arguments are enough.
  return parse(readFileSync(file, 'utf8'), { logLevel: 'silent' }) as Template;
};

const entriesOf = (id: string, { Metadata, Properties }: Resource, folder: string): readonly Entry[] => {
  const handlers = choicesOf(Properties?.Handler);
  const sources = choicesOf(Metadata?.Source);
  if (handlers.length === 0 || handlers.length !== sources.length)
    throw new PackagingError(`${id}: Handler and Metadata.Source have to name the same number of modules`);
  return handlers.map((handler, index) => {
    const source = resolve(folder, sources[index] ?? '');
    if (!existsSync(source)) throw new PackagingError(`${id}: there is no ${relative(folder, source)}`);
    return { name: moduleOf(id, handler), source };
  });
};

const choicesOf = (choice: Choice = []): readonly string[] =>
  typeof choice === 'string' ? [choice] : choice.slice(1);

const moduleOf = (id: string, handler: string): string => {
  const [, name] = /^([A-Za-z0-9_-]+)\.handler$/.exec(handler) ?? [];
  if (name === undefined)
    throw new PackagingError(`${id}: the Handler ${handler} has to read <module>.handler`);
  return name;
};

const withoutRepeats = (entries: readonly Entry[]): readonly Entry[] => {
  const sources = new Map<string, string>();
  for (const { name, source } of entries) {
    if ((sources.get(name) ?? source) !== source)
      throw new PackagingError(`two sources want to be ${name}.mjs: ${sources.get(name)} and ${source}`);
    sources.set(name, source);
  }
  return [...sources].map(([name, source]) => ({ name, source }));
};
