// That a message is the same without nodemailer's table of media types.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import type MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { ROOT, temporaryFolder } from '../testing/unpacked-app.ts';
import { leanMailer } from './lean-mailer.ts';

type Composer = typeof MailComposer;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

const composerWith = async (name: string, plugins: readonly ReturnType<typeof leanMailer>[]) => {
  const { outputFiles, metafile } = await build({
    stdin: { contents: `export { default } from 'nodemailer/lib/mail-composer/index.js';`, resolveDir: ROOT },
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    metafile: true,
    logLevel: 'silent',
    plugins: [...plugins],
  });
  const file = join(folder.path, `${name}.mjs`);
  writeFileSync(file, outputFiles[0]?.contents ?? '');
  const loaded = (await import(pathToFileURL(file).href)) as { readonly default: Composer };
  return { composer: loaded.default, inputs: Object.keys(metafile.inputs) };
};

test('the media types and the client for files are left out, and a message stays what it was', async () => {
  const [whole, lean] = [await composerWith('whole', []), await composerWith('lean', [leanMailer()])];
  const left = (inputs: readonly string[]) => inputs.filter((path) => /mime-types|\/fetch\//.test(path));
  expect([left(whole.inputs).length > 0, left(lean.inputs)]).toEqual([true, []]);
  const mail = {
    ...{
      from: { name: 'Zoë', address: 'no-reply@example.com' },
      to: 'ada@example.com',
      subject: 'Zoë grüßt',
    },
    ...{ date: new Date(0), messageId: '<a@example.com>', baseBoundary: 'b' },
    ...{ text: 'Grüße\n', html: '<p>Grüße</p>', disableFileAccess: true, disableUrlAccess: true },
  };
  const bytesBy = ({ composer }: typeof whole): Promise<Buffer> => new composer(mail).compile().build();
  expect((await bytesBy(lean)).toString()).toBe((await bytesBy(whole)).toString());
});
