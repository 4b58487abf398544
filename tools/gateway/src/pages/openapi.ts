// The OpenAPI document of the workspace, with the gateway that serves it as its server.
import { readFile } from 'node:fs/promises';
import { isMap } from '../template/values.ts';

/** The document, told where it is served: `host` is `localhost:3000`. Null where the workspace has none. */
export const readOpenApi = async (file: string, host: string): Promise<unknown> => {
  const document: unknown = await readFile(file, 'utf8').then(JSON.parse, () => null);
  if (!isMap(document)) return null;
  return { ...document, servers: [{ url: `http://${host}`, description: 'The gateway of `npm start`.' }] };
};
