// Makes the smallest zip that a reader of PKWARE's layout understands; no checksums, since nobody here unpacks it.
import { deflateRawSync } from 'node:zlib';

/** A zip of these files, deflated. */
export const zipOf = (files: Readonly<Record<string, Buffer>>): Buffer => {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const data = deflateRawSync(content);
    const local = headerOf(30, 'PK\x03\x04', 8, data.length, name, 18, 26);
    const entry = headerOf(46, 'PK\x01\x02', 10, data.length, name, 20, 28);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, data);
    directory.push(entry);
    offset += local.length + data.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
};

/** A header of `length` bytes and the name, with the method, the size and the name's length at their places. */
const headerOf = (
  length: number,
  signature: string,
  methodAt: number,
  size: number,
  name: string,
  sizeAt: number,
  nameAt: number,
): Buffer => {
  const header = Buffer.alloc(length);
  header.write(signature, 'latin1');
  header.writeUInt16LE(8, methodAt);
  header.writeUInt32LE(size, sizeAt);
  header.writeUInt16LE(Buffer.byteLength(name), nameAt);
  return Buffer.concat([header, Buffer.from(name)]);
};
