// The files that pages load: those beside this project's sources, and two of swagger-ui-dist. Each has its own name here, so that
// no path of a request ever becomes a path of the disk.
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join, sep } from 'node:path';
import type { Answer } from '../answers/answer.ts';
import type { RequestHead } from '../events/request.ts';
import { fileAnswer } from './page-answers.ts';

const FOLDER = join(import.meta.dirname, '../../pages');

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const SWAGGER = ['swagger-ui-bundle.js', 'swagger-ui.css'];

/** Answers with the file of that name, as `console/main.js`; null where there is none. */
export const createAssets = (): ((request: RequestHead, name: string) => Promise<Answer | null>) => {
  const files = new Map([...ownFiles(), ...swaggerFiles()]);
  return async (request, name) => {
    const file = files.get(name);
    return file === undefined ? null : fileAnswer(request, TYPES[extname(file)] ?? '', await readFile(file));
  };
};

/** A page of this project, as text. */
export const readPage = (name: string): Promise<string> => readFile(join(FOLDER, `${name}.html`), 'utf8');

const ownFiles = (): readonly (readonly [string, string])[] =>
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => extname(name) in TYPES)
    .map((name) => [name.split(sep).join('/'), join(FOLDER, name)]);

const swaggerFiles = (): readonly (readonly [string, string])[] => {
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  return SWAGGER.map((name) => [name, join(folder, name)]);
};
