// node tools/bundle/src/trace.ts <app> < stack-trace: the same text with positions in the TypeScript sources.
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { toSourcePositions } from './source-positions.ts';

const app = process.argv[2] ?? '';
const folder = resolve(import.meta.dirname, '../../../dist/packages', `${app}.maps`);
process.stdout.write(toSourcePositions(await text(process.stdin), folder));
