// Apps that a test writes as texts: loaded as models, or started as a gateway.
import { join } from 'node:path';
import { startGateway } from '../gateway.ts';
import type { Gateway, GatewayOptions } from '../gateway.ts';
import { loadApps } from '../template/load-apps.ts';
import type { LoadOptions } from '../template/load-apps.ts';
import type { AppModel } from '../template/model.ts';
import { temporaryFolder } from './folders.ts';

/** The models of apps, each the text of its template. @throws TemplateError */
export const loadTemplates = async (
  templates: Readonly<Record<string, string>>,
  options: Partial<LoadOptions> = {},
): Promise<readonly AppModel[]> => {
  await using folder = await temporaryFolder();
  for (const [app, text] of Object.entries(templates)) await folder.write(`${app}/template.yaml`, text);
  const folders = Object.keys(templates).map((app) => join(folder.path, app));
  return loadApps(folders, { parameters: {}, localValues: {}, ...options });
};

/** Serves as a function, its environment in the answer; as an authorizer it refuses everybody. */
const SOURCE = `export const h = async (event) => {
  if (event.type !== undefined) throw new Error('Unauthorized');
  return { statusCode: 200, body: JSON.stringify(process.env) };
};`;

/** A started gateway on one app, whose functions are `a.h` in `a.ts`, with the lines that it wrote. */
export const startTemplate = async (template: string) => {
  const folder = await temporaryFolder();
  await folder.write('app/template.yaml', template);
  await folder.write('app/a.ts', SOURCE);
  await folder.write('package.json', '{"type":"module"}');
  const written: string[] = [];
  const write = (line: string): void => void written.push(line);
  const gateway = await startOrClean(folder, { appFolders: [join(folder.path, 'app')], write });
  const dispose = async (): Promise<void> => {
    await gateway.stop(0);
    await folder[Symbol.asyncDispose]();
  };
  return { port: gateway.port, written, [Symbol.asyncDispose]: dispose };
};

const startOrClean = async (folder: AsyncDisposable, options: GatewayOptions): Promise<Gateway> => {
  try {
    return await startGateway(options);
  } catch (error) {
    await folder[Symbol.asyncDispose]();
    throw error;
  }
};
