// Leaves out of nodemailer what files need: the table of a thousand media types, and the client that fetches them. Our mails are two
// texts (libs/mail), and neither files nor addresses may be read for them.
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

export const leanMailer = (): Plugin => ({
  name: NAME,
  setup(build) {
    build.onResolve({ filter: /\/mime-types\.js$/ }, ({ importer }) =>
      importer.includes(MAILER) ? { path: TYPES } : undefined,
    );
    build.onResolve({ filter: /^\.\.\/fetch\/index\.js$/ }, ({ importer }) =>
      importer.includes(MAILER) ? { path: 'nothing', namespace: NAME } : undefined,
    );
    build.onLoad({ filter: /^nothing$/, namespace: NAME }, () => ({ contents: NOTHING, loader: 'js' }));
  },
});

const NAME = 'lean-mailer';
const MAILER = '/nodemailer/dist/esm/';
const TYPES = join(import.meta.dirname, '../in-bundle/media-types.ts');
const NOTHING = `export default () => { throw new Error('nothing is fetched for a mail'); };`;
