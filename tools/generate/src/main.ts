// npm run generate [-- --check]: writes all that is derived, or says what differs and writes nothing.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DeclarationError } from '@gatehouse/contract';
import { generate } from './generate.ts';
import { GenerationError } from './generation-error.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

const main = async (): Promise<void> => {
  const { check } = parseArgs({ options: { check: { type: 'boolean', default: false } } }).values;
  const { changed, count } = await generate({ root: ROOT, check });
  if (check && changed.length > 0)
    throw new GenerationError(
      [...changed.map((file) => `${file} is not what its sources say`), 'Run: npm run generate'].join('\n'),
    );
  for (const file of changed) console.log(`wrote ${file}`);
  console.log(`${count} files are what their sources say`);
};

const isRefusal = (error: unknown): error is Error =>
  error instanceof GenerationError ||
  error instanceof DeclarationError ||
  (error as { readonly code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true;

try {
  await main();
} catch (error) {
  if (!isRefusal(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
