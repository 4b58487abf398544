// The command behind `npm start`.
import { resolve } from 'node:path';
import { runCommand } from './run-command.ts';
import { start } from './start.ts';

await runCommand((write) =>
  start({
    args: process.argv.slice(2),
    env: process.env,
    compileCache: process.env['NODE_COMPILE_CACHE'],
    workspace: resolve(import.meta.dirname, '../../..'),
    // npm runs scripts in the folder of package.json, wherever they were typed.
    folder: process.env['INIT_CWD'] ?? process.cwd(),
    isTerminal: process.stdout.isTTY,
    write,
  }),
);
