// Where a template is, and what its app is called: a folder with a `template.yaml`, or a file of whatever name.
import { statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';

export interface TemplatePlace {
  /** Absolute. */
  readonly file: string;
  /** What the paths in the template begin at. */
  readonly folder: string;
  readonly app: string;
}

/** The name of the template file in a folder. */
export const TEMPLATE_FILE = 'template.yaml';

/** The place that a path names; whether a template is there is found out by who reads it. */
export const placeOf = (path: string): TemplatePlace => {
  const file = isFile(path) ? resolve(path) : join(resolve(path), TEMPLATE_FILE);
  const folder = dirname(file);
  const name = basename(file, extname(file));
  return { file, folder, app: name === 'template' ? basename(folder) : name };
};

/** What is not there is taken for what its name says. */
const isFile = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isFile() ?? /\.(ya?ml|json|template)$/.test(path);
