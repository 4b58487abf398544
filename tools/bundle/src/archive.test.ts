import { describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { archive, compressedSizes } from './archive.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const digestIn = async (timeZone: string): Promise<string> => {
  const script = `import { createHash } from 'node:crypto';
    import { archive } from ${JSON.stringify(new URL('./archive.ts', import.meta.url).href)};
    const zip = archive(new Map([['a.mjs', Buffer.from('a')]]));
    process.stdout.write(createHash('sha256').update(zip).digest('hex'));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, TZ: timeZone },
  });
  return stdout;
};

describe('archive', () => {
  test('gives back what was put in, whatever the order', () => {
    const files = { 'b.mjs': bytes('b'), a: bytes('a'.repeat(10_000)), empty: bytes('') };
    const zip = archive(new Map(Object.entries(files)));
    expect(unzipSync(zip)).toEqual(files);
    expect(Buffer.compare(zip, archive(new Map(Object.entries(files).reverse())))).toBe(0);
  });

  test('marks each file as one that everyone may read', () => {
    const zip = Buffer.from(archive(new Map([['a', bytes('a')]])));
    const entry = zip.subarray(zip.indexOf('PK\x01\x02', 0, 'latin1'));
    expect(entry.readUInt32LE(38) >>> 16).toBe(0o100644);
  });

  test('does not depend on where in the world it is made', async () => {
    const digests = await Promise.all(['UTC', 'Asia/Tokyo', 'America/Los_Angeles'].map(digestIn));
    expect(new Set(digests).size).toBe(1);
  });
});

test('compressedSizes are what an archive grows by', () => {
  const [content, name] = [bytes('some text, some text, some text'), 'a.txt'];
  const zip = archive(new Map([[name, content]]));
  const growth = zip.length - archive(new Map()).length;
  // A local header of 30 bytes and a central one of 46, with the name in each.
  expect([...compressedSizes(zip)]).toEqual([[name, growth - 76 - 2 * name.length]]);
});
