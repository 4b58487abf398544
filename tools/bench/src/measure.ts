// Runs parts one after the other, each in a process of its own, and puts together what they find.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { arch, availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import type { Progress } from '@gatehouse/terminal';
import { unpackApp } from './apps.ts';
import type { Effort } from './core/effort.ts';
import { together, type Findings, type Machine } from './core/results.ts';
import { PARTS, type Part } from './parts.ts';
import { OUTPUT, ROOT } from './paths.ts';
import { installPeers } from './peers.ts';
import { canPin, onProcessor, type Command } from './processor.ts';

/** Installs and packs what the parts need. */
export const prepare = async (progress: Progress): Promise<void> => {
  installPeers();
  mkdirSync(OUTPUT, { recursive: true });
  for (const app of ['authorizer', 'auth', 'users']) {
    progress.step(`packs ${app}`);
    await unpackApp(app);
  }
};

export const measureParts = async (
  names: readonly string[],
  effort: Effort,
  progress: Progress,
): Promise<Findings> => {
  const pinned = canPin();
  const found: Findings[] = [];
  for (const [index, name] of names.entries()) {
    progress.step(`${index + 1} of ${names.length}: measures ${name}`);
    const began = performance.now();
    found.push(await measurePart(name, PARTS[name]!, effort, pinned));
    progress.print(`${name}: measured in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  }
  return together(found);
};

export const machine = (): Machine => ({
  node: process.version,
  processor: cpus()[0]?.model ?? 'unknown',
  architecture: arch(),
  processors: availableParallelism(),
  pinned: canPin(),
});

const measurePart = async (
  name: string,
  { processor }: Part,
  effort: Effort,
  pinned: boolean,
): Promise<Findings> => {
  const script = join(import.meta.dirname, 'run-part.ts');
  const command: Command = [process.execPath, ...FLAGS, script, name, JSON.stringify(effort)];
  const [file, ...args] = onProcessor(processor, command, pinned);
  // Log lines of the handlers are part of their work, and go nowhere.
  const child = spawn(file, args, {
    cwd: ROOT,
    env: quiet(process.env),
    stdio: ['ignore', 'ignore', 2, 'pipe'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  const written = await text(child.stdio[3] as Readable);
  if ((await ended) !== 0) throw new Error(`the part "${name}" of the bench broke`);
  return JSON.parse(written) as Findings;
};

const FLAGS = [
  '--expose-gc',
  '--disable-warning=ExperimentalWarning',
  '--disable-warning=DEP0040',
  '--import',
  './tools/preload.mjs',
];

/** What a shell of the developer's sets for Gatehouse is not what is measured. */
const quiet = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => {
  const { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE, npm_config_registry, npm_config_cache } = env;
  const kept = { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE, npm_config_registry, npm_config_cache };
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined));
};
