// Compiles Gatehouse's access table at build time, and puts the result where the sources have an empty one.
import type { Plugin } from 'esbuild';
import { precompile } from '@gatehouse/access/precompile';

export const precompiledAccess = (): Plugin => ({
  name: 'precompiled-access',
  setup(build) {
    build.onLoad({ filter: /\/libs\/access\/src\/precompiled\.ts$/ }, async () => ({
      contents: `export const precompiled = ${JSON.stringify(await precompile())};`,
      loader: 'js',
    }));
  },
});
