// A gateway over files that a test writes: templates and modules as any project has them.
import { join } from 'node:path';
import { startGateway } from '../gateway.ts';
import type { GatewayOptions } from '../gateway.ts';
import { temporaryFolder } from './folders.ts';

/** A started gateway on `app/`, which has these files; `template` is what it is started with. */
export const startFiles = async (
  files: Readonly<Record<string, string>>,
  { template = 'app', ...options }: Partial<GatewayOptions> & { readonly template?: string } = {},
) => {
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries(files)) await folder.write(`app/${name}`, text);
  const written: string[] = [];
  const gateway = await startGateway({
    appFolders: [join(folder.path, template)],
    write: (line) => written.push(line),
    ...options,
  }).catch(async (error: unknown) => {
    await folder[Symbol.asyncDispose]();
    throw error;
  });
  const dispose = async (): Promise<void> => {
    await gateway.stop(0);
    await folder[Symbol.asyncDispose]();
  };
  return { port: gateway.port, written, [Symbol.asyncDispose]: dispose };
};
