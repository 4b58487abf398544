// The apps as they are deployed: their zips, packed for this machine and unpacked into folders of the bench.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageApp } from '@gatehouse/tool-bundle/package-app';
import { unzipSync } from 'fflate';
import { appFolder, OUTPUT, ROOT } from './paths.ts';

/** A handler of any app, with whatever it answers. */
export type Handler<Answer = unknown> = (event: unknown, context?: unknown) => Promise<Answer>;

export const unpackApp = async (app: string): Promise<void> => {
  const architecture = process.arch === 'arm64' ? 'arm64' : 'x64';
  const { file } = await packageApp({ root: ROOT, app, architecture, folder: join(OUTPUT, 'packages') });
  const folder = appFolder(app);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(unzipSync(readFileSync(file))))
    writeFileSync(join(folder, name), content);
};

/**
 * The handler of a packed entry, in a module instance of its own: it lies in a folder of its own, so that each has the
 * environment that it was loaded under.
 */
export const loadHandler = async <Answer>(
  app: string,
  entry: string,
  variables: Readonly<Record<string, string>>,
): Promise<Handler<Answer>> => {
  instances += 1;
  const folder = `${appFolder(app)}-${process.pid}-${instances}`;
  cpSync(appFolder(app), folder, { recursive: true });
  Object.assign(process.env, variables);
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const module = (await import(pathToFileURL(join(folder, `${entry}.mjs`)).href)) as {
    readonly handler: Handler<Answer>;
  };
  return module.handler;
};

let instances = 0;
