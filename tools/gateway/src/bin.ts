#!/usr/bin/env node
// The command `npx @gatehouse/gateway TEMPLATE…`.
import { runCommand } from './run-command.ts';
import { serve } from './serve.ts';

await runCommand((write) =>
  serve({
    args: process.argv.slice(2),
    env: process.env,
    folder: process.cwd(),
    isTerminal: process.stdout.isTTY,
    write,
  }),
);
