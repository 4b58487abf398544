// Builds the page into dist: three files and one bundle.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** Builds for the APIs at `gatehouseUrl` into the folder `target`, whose name it gives back. */
export const build = (gatehouseUrl: string, target = join(import.meta.dirname, 'dist')): string => {
  cpSync(join(import.meta.dirname, 'page'), target, { recursive: true });
  buildSync({
    ...{ absWorkingDir: import.meta.dirname, entryPoints: ['src/app.ts'], outdir: target },
    ...{ bundle: true, minify: true, format: 'esm', target: 'es2022', logLevel: 'warning' },
    define: { GATEHOUSE_URL: JSON.stringify(gatehouseUrl) },
  });
  return target;
};

if (import.meta.main) build(process.env['GATEHOUSE_URL'] ?? 'http://localhost:3000');
