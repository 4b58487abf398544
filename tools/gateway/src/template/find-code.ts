// The module that runs for a function whose code is where CodeUri says: the file that Lambda would take, or the bundler's entry.
import { statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import type { Field } from './field.ts';
import type { Resource } from './resources.ts';

export interface Code {
  /** The folder that `CodeUri` names. */
  readonly taskRoot: string;
  readonly sourceFile: string;
  /** What `Handler` names in it, a path of names: `api.get`. */
  readonly exportName: string;
}

/**
 * Lambda's own order of endings, and the sources of a bundle after it.
 * @throws TemplateError where there is no such folder or no such module
 */
export const findCode = (resource: Resource, templateFolder: string): Code => {
  const taskRoot = resolve(templateFolder, readCodeUri(resource.property('CodeUri'), templateFolder));
  const field = resource.property('Handler');
  const [, module = '', exportName = ''] = /^((?:.*\/)?[^./]+)\.([^/]+)$/.exec(field.string()) ?? [];
  if (module === '') field.fail('must read module.export');
  const entry = entryPointOf(resource, module);
  const sourceFile = entry === undefined ? moduleAt(join(taskRoot, module)) : join(taskRoot, entry);
  if (sourceFile !== undefined && isFile(sourceFile)) return { taskRoot, sourceFile, exportName };
  return field.fail(`there is no ${entry ?? `${module}{${ENDINGS.join(',')}}`} in ${taskRoot}`);
};

const readCodeUri = (field: Field, templateFolder: string): string => {
  if (!field.present) return '.';
  if (typeof field.value !== 'string' || /^[a-z][a-z\d]+:\/\//i.test(field.value))
    return field.fail('must be a folder on this machine for its code to run here');
  const uri = field.string();
  const found = statSync(resolve(templateFolder, uri), { throwIfNoEntry: false });
  if (found?.isDirectory() !== true)
    field.fail(`there is no folder ${uri}: what is packed does not run here`);
  return uri;
};

/** With esbuild, `Handler` names what the bundler would make of one of its entry points: that source runs as it is. */
const entryPointOf = (resource: Resource, module: string): string | undefined => {
  const metadata = resource.metadata();
  if (metadata.member('BuildMethod').string('') !== 'esbuild') return undefined;
  return metadata
    .member('BuildProperties')
    .member('EntryPoints')
    .items()
    .map((item) => item.string())
    .find(
      (entry) =>
        basename(entry, extname(entry)) === basename(module) && isBelow(dirname(module), dirname(entry)),
    );
};

/** The bundler leaves out the folders that all its entries share. */
const isBelow = (folder: string, entryFolder: string): boolean =>
  folder === '.' || `/${entryFolder}`.endsWith(`/${folder}`);

const ENDINGS = ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts'];

const moduleAt = (path: string): string | undefined =>
  ['', ...ENDINGS].map((ending) => path + ending).find(isFile);

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
