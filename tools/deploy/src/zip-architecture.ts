// Which processor a zip was packaged for, read from the native file in it: the stack's Architecture follows the zip, so that
// the two cannot differ.
import { inflateRawSync } from 'node:zlib';
import { DeployError } from './deploy-error.ts';

/** As `Architectures` of Lambda spells it; null for a zip without native files. */
export type LambdaArchitecture = 'arm64' | 'x86_64';

/** @throws DeployError for a native file of a processor that Lambda does not have, and RangeError for what is no zip */
export const architectureOf = (zip: Buffer): LambdaArchitecture | null => {
  const native = entriesOf(zip).find(({ name }) => name.endsWith('.node'));
  if (native === undefined) return null;
  const architecture = MACHINES[contentOf(zip, native).readUInt16LE(ELF_MACHINE)];
  if (architecture !== undefined) return architecture;
  throw new DeployError(`${native.name} in the zip is for neither arm64 nor x86_64`);
};

const ELF_MACHINE = 18;
const MACHINES: Readonly<Record<number, LambdaArchitecture>> = { 0xb7: 'arm64', 0x3e: 'x86_64' };

interface ZipEntry {
  readonly name: string;
  readonly compression: number;
  readonly compressedSize: number;
  readonly headerOffset: number;
}

// The layout of PKWARE's APPNOTE §4.3: local headers with the files, a central directory, and where that one starts.
const entriesOf = (zip: Buffer): readonly ZipEntry[] => {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const entries: ZipEntry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const nameLength = zip.readUInt16LE(at + 28);
    entries.push({
      name: zip.toString('utf8', at + 46, at + 46 + nameLength),
      compression: zip.readUInt16LE(at + 10),
      compressedSize: zip.readUInt32LE(at + 20),
      headerOffset: zip.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
};

const contentOf = (zip: Buffer, { compression, compressedSize, headerOffset }: ZipEntry): Buffer => {
  const start = headerOffset + 30 + zip.readUInt16LE(headerOffset + 26) + zip.readUInt16LE(headerOffset + 28);
  const content = zip.subarray(start, start + compressedSize);
  return compression === 0 ? content : inflateRawSync(content);
};
