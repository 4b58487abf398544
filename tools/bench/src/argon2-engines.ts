// What argon2id costs at the defaults of the apps: in C, built here for this processor, and by the engines of npm.
import { spawn, spawnSync } from 'node:child_process';
import { argon2Sync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { ARGON2, PASSWORD } from './accounts.ts';
import { allAtOnce, oneByOne, type Candidate } from './core/candidate.ts';
import { OUTPUT, PEERS } from './paths.ts';
import { loadPackage, versionsOf } from './peers.ts';

type Hash = (password: string, options: Readonly<Record<string, unknown>>) => Promise<unknown>;

/** A process that hashes as often as it is told; null where there is no C compiler. */
export const inC = (name: string): Candidate<unknown> | null => {
  const program = join(OUTPUT, 'argon2id');
  if (!compile(program)) return null;
  const args = [ARGON2.memoryKiB, ARGON2.passes, PASSWORD].map(String);
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  process.once('exit', () => child.kill());
  return {
    ...{ name, role: 'floor', versions: versionsOf(['argon2']) },
    run: async (items) => {
      child.stdin.write(`${items.length}\n`);
      await once(child.stdout, 'data');
    },
  };
};

const SOURCES = ['argon2', 'core', 'encoding', 'thread', 'blake2/blake2b', 'opt'];

/** `opt.c` is for x64; elsewhere the package's own reference counts. */
const compile = (program: string): boolean => {
  const library = join(PEERS, 'node_modules/argon2/argon2');
  const sources = SOURCES.map((name) =>
    join(library, 'src', `${process.arch === 'x64' ? name : name.replace('opt', 'ref')}.c`),
  );
  const flags = ['-O3', '-march=native', '-DARGON2_NO_THREADS', '-DNDEBUG'];
  const includes = [`-I${join(library, 'include')}`, `-I${join(library, 'src')}`];
  const { status } = spawnSync('cc', [
    ...flags,
    ...includes,
    join(PEERS, 'argon2id.c'),
    ...sources,
    '-o',
    program,
  ]);
  return status === 0;
};

export const engines = async (): Promise<readonly Candidate<unknown>[]> => {
  const rust = await loadPackage<{ readonly hash: Hash }>('@node-rs/argon2');
  const { default: reference } = await loadPackage<{ readonly default: { readonly hash: Hash } }>('argon2');
  const wasm = await loadPackage<{ readonly argon2id: (options: object) => Promise<unknown> }>('hash-wasm');
  const { memoryKiB: memory, passes, lanes: parallelism } = ARGON2;
  const options = { memoryCost: memory, timeCost: passes, parallelism, algorithm: 2, type: 2 };
  const own = { message: PASSWORD, memory, passes, parallelism, tagLength: 32 };
  const inWasm = { password: PASSWORD, memorySize: memory, iterations: passes, parallelism, hashLength: 32 };
  return [
    engine(
      '@node-rs/argon2',
      oneByOne(() => rust.hash(PASSWORD, options)),
    ),
    engine(
      'argon2',
      oneByOne(() => reference.hash(PASSWORD, options)),
    ),
    engine(
      'hash-wasm',
      oneByOne(() => wasm.argon2id({ ...inWasm, salt: randomBytes(16) })),
    ),
    {
      ...{ name: 'crypto.argon2', role: 'peer' },
      run: allAtOnce(() => argon2Sync('argon2id', { ...own, nonce: randomBytes(16) })),
    },
  ];
};

const engine = (name: string, run: Candidate<unknown>['run']): Candidate<unknown> => ({
  ...{ name: `${name} alone`, role: 'peer', versions: versionsOf([name]) },
  run,
});
