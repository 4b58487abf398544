// Imports as bundlers read them, for sources that are deployed as bundles: their endings may be left out, or be those of the output.
import { statSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/** From now on a relative import of a TypeScript source that Node does not find is looked for as a bundler would. */
export const readImportsAsBundlers = (): void => {
  registerHooks({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context);
      } catch (error) {
        const source = sourceOf(specifier, context.parentURL ?? '');
        if (source === undefined) throw error;
        return next(source, context);
      }
    },
  });
};

/** `./orders` and `./orders.js` are `./orders.ts`, and a folder is its index. */
const ENDINGS = ['.ts', '.js', '.json', '/index.ts', '/index.js'];

const sourceOf = (specifier: string, parent: string): string | undefined => {
  if (!/^\.\.?\//.test(specifier) || !/\.[cm]?ts$/.test(parent)) return undefined;
  const asSource = specifier.replace(/\.([cm]?)js$/, '.$1ts');
  const candidates = [asSource, ...ENDINGS.map((ending) => specifier + ending)];
  return candidates.map((candidate) => new URL(candidate, parent).href).find(isFile);
};

const isFile = (url: string): boolean =>
  statSync(fileURLToPath(url), { throwIfNoEntry: false })?.isFile() ?? false;
