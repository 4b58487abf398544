// Unpacks a zip as Lambda would: alone in a folder, with nothing in reach that it did not bring.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { messageOf, StartError } from '../../start-error.ts';

/** Makes the zips that this machine can run. */
const PACKAGE_COMMAND = `npm run package -- --arch ${process.arch}`;

/**
 * A new folder below `parent` with the contents of the zip.
 * @throws StartError when there is no such zip, or none that runs on this machine
 */
export const unpack = async (zip: string, parent = tmpdir()): Promise<string> => {
  const files = Object.entries(readZip(zip, await readIfThere(zip)));
  const stranger = files.find(([name, bytes]) => name.endsWith('.node') && !runsHere(bytes));
  if (stranger !== undefined)
    throw new StartError([
      `${zip}: ${stranger[0]} is for another architecture than ${process.arch}; "${PACKAGE_COMMAND}" makes one that runs here`,
    ]);
  const folder = await makeLonelyFolder(parent);
  for (const [name, bytes] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), bytes);
  }
  return folder;
};

const readIfThere = async (zip: string): Promise<Buffer> => {
  try {
    return await readFile(zip);
  } catch (cause) {
    throw new StartError([`${zip} cannot be read; "${PACKAGE_COMMAND}" makes it`], { cause });
  }
};

const readZip = (zip: string, bytes: Uint8Array): Readonly<Record<string, Uint8Array>> => {
  try {
    return unzipSync(bytes);
  } catch (cause) {
    throw new StartError([`${zip}: ${messageOf(cause)}`], { cause });
  }
};

/** By the machine that an ELF file names in its header. */
const runsHere = ({ 18: low = 0, 19: high = 0 }: Uint8Array): boolean =>
  low + 256 * high === ELF_MACHINES[process.arch];

const ELF_MACHINES: Readonly<Record<string, number>> = { x64: 62, arm64: 183 };

const makeLonelyFolder = async (parent: string): Promise<string> => {
  const folder = await mkdtemp(join(parent, 'gatehouse-packaged-'));
  const reached = modulesInReach(folder);
  if (reached === undefined) return folder;
  await rm(folder, { recursive: true });
  throw new StartError([`TMPDIR: ${reached} is in reach of what is unpacked there; choose another folder`]);
};

const modulesInReach = (folder: string): string | undefined => {
  const candidate = join(folder, 'node_modules');
  if (existsSync(candidate)) return candidate;
  return dirname(folder) === folder ? undefined : modulesInReach(dirname(folder));
};
