// The packages as a stranger has them: packed, installed into an empty project, compiled, run and bundled there.
import { execFile, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { leaveOut, npmInstall } from '@gatehouse/test-support';
import { startGateway, type RunningGateway } from '@gatehouse/tool-e2e/gateway-process';
import { buildSync } from 'esbuild';
import { buildAll, type Tarball } from './build-all.ts';
import { publishedOf, readLibraries } from './published.ts';

const workspace = resolve(import.meta.dirname, '../../..');
const tools = join(import.meta.dirname, '../consumer/node_modules');
const published = publishedOf(readLibraries(workspace));
const names = published.map(({ manifest }) => manifest.name);
const entries = published.flatMap(({ manifest, entries }) =>
  Object.keys(entries).map((entry) => join(manifest.name, entry)),
);

/** What a stranger adds: the peers, and what the examples of the READMEs need. */
const BESIDE = [
  '@middy/core@7.9.2',
  'mongodb@7.9.0',
  '@aws-sdk/client-dynamodb@3.1169.0',
  '@jest/globals@30.5.2',
  '@types/node@24',
];

/** Bytes of what a service bundles for one use of a package, minified, without the drivers and engines that it hands on. */
const BUDGETS: Readonly<Record<string, readonly [source: string, bytes: number]>> = {
  '@gatehouse/jwt': ["export { verifyAccessToken, parsePublicJwks } from '@gatehouse/jwt'", 16_000],
  '@gatehouse/policy': ["export { AuthPolicy } from '@gatehouse/policy'", 12_000],
  '@gatehouse/access': ["export { policyFor } from '@gatehouse/access'", 24_000],
  '@gatehouse/hashing': ["export { createPasswordHasher } from '@gatehouse/hashing'", 24_000],
  '@gatehouse/http': ["export { authenticate } from '@gatehouse/http/guard'", 28_000],
  '@gatehouse/db': ["export { openDatabase } from '@gatehouse/db'", 120_000],
};

/** Drivers, engines and data that a package hands on: a service bundles them or not, whatever of ours it uses. */
const HANDED_ON = ['mongodb', '@aws-sdk/*', '@node-rs/argon2', 'bcryptjs', '@zxcvbn-ts/*', '@middy/*'];

const RELEASES = ['node-22', 'this Node', 'node-newest'];
const nodeOf = (which: string): string =>
  which === 'this Node' ? process.execPath : join(tools, which, 'bin/node');

const run = async (file: string, args: readonly string[], cwd: string): Promise<string> => {
  const env = { ...process.env, FORCE_COLOR: '0' };
  const { stdout } = await promisify(execFile)(file, args, { cwd, env, maxBuffer: 1e8 });
  return stdout;
};

/** Where a gateway says that it listens. @throws Error with all that it printed, when it ends before that */
const listening = async ({ stdout, stderr }: ReturnType<typeof spawn>): Promise<string> => {
  const printed: string[] = [];
  stderr?.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  for await (const line of createInterface({ input: stdout! })) {
    const [, origin] = /listens on (http:\S+)/.exec(line) ?? [];
    if (origin !== undefined) return origin;
    printed.push(line);
  }
  throw new Error(printed.join('\n'));
};

const declare = (): void => {
  let project: string;
  let tarballs: readonly Tarball[];
  let gateway: RunningGateway;

  beforeAll(async () => {
    gateway = await startGateway({ name: 'SQLite', databaseUrl: null });
    project = mkdtempSync(join(tmpdir(), 'gatehouse-consumer-'));
    tarballs = await buildAll(workspace, join(project, 'tarballs'));
    writeFileSync(join(project, 'package.json'), '{"type":"module"}');
    const packages = [...tarballs.map(({ file }) => file), ...BESIDE];
    await npmInstall(project, packages);
  }, 600_000);
  afterAll(async () => {
    await gateway?.stop();
    rmSync(project, { recursive: true, maxRetries: 10 });
  });

  /** The files that a README shows, each named by the comment in its first line. */
  const writeFiles = (readme: string): void => {
    for (const [, name = '', text = ''] of readme.matchAll(
      /```(?:yaml|js)\n(?:#|\/\/) ([\w./-]+)\n(.*?)```/gs,
    )) {
      mkdirSync(dirname(join(project, name)), { recursive: true });
      writeFileSync(join(project, name), text);
    }
  };

  const installed = (name: string): string => join(project, 'node_modules', name);

  test('all are packed, and nothing else is', () => {
    expect(tarballs.map(({ name }) => name)).toEqual(names);
    expect(names.length).toBeGreaterThan(0);
  });

  test.each(names)(
    '%s holds compiled code, its face and its licence, and no way back into the workspace',
    (name) => {
      const files = readdirSync(installed(name), { recursive: true, encoding: 'utf8' });
      expect(files).toEqual(expect.arrayContaining(['package.json', 'README.md', 'LICENSE', 'dist']));
      const sources = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'));
      expect(sources).toEqual([]);
      const texts = files.filter((file) => /\.(js|ts|map|json|md)$/.test(file));
      const leading = texts.filter((file) =>
        /\/work\/|\]\(\.\.\/|"(libs|tools)\/|workspace:/.test(
          readFileSync(join(installed(name), file), 'utf8'),
        ),
      );
      expect(leading).toEqual([]);
    },
  );

  test.each(['nodenext', 'bundler'])('every face compiles under moduleResolution %s', async (resolution) => {
    const module = resolution === 'bundler' ? 'esnext' : resolution;
    const lines = entries.map(
      (entry, index) => `import * as e${index} from '${entry}'; export { e${index} };`,
    );
    writeFileSync(join(project, 'faces.ts'), lines.join('\n'));
    const flags = ['--noEmit', '--strict', '--target', 'es2024', '--types', 'node', '--module', module];
    const tsc = join(workspace, 'node_modules/typescript/bin/tsc');
    const args = [tsc, ...flags, '--moduleResolution', resolution, 'faces.ts'];
    const output = await run(process.execPath, args, project).catch(
      ({ stdout }: { stdout: string }) => stdout,
    );
    // The declarations of a package beside ours refer to one that nobody needs to install.
    const complaints = output
      .split('\n')
      .filter((line) => /^(faces\.ts|node_modules\/@gatehouse)/.test(line));
    expect(complaints).toEqual([]);
  });

  test.each(RELEASES)('every entry loads under %s', async (which) => {
    // Jest's own globals are there in a test alone.
    const loadable = entries.filter((entry) => entry !== '@gatehouse/db/contract');
    const script = `for (const entry of ${JSON.stringify(loadable)}) await import(entry); console.log('loaded');`;
    expect(await run(nodeOf(which), ['--input-type=module', '--eval', script], project)).toBe('loaded\n');
  });

  const bundled = (contents: string, platform: 'browser' | 'node'): Uint8Array => {
    const { outputFiles } = buildSync({
      ...{ stdin: { contents, resolveDir: project }, bundle: true, minify: true, write: false },
      ...{ platform, format: 'esm', external: HANDED_ON },
    });
    return outputFiles[0]?.contents ?? new Uint8Array();
  };

  test.each(Object.entries(BUDGETS))('%s is bundled within its budget', (_name, [source, bytes]) => {
    expect(bundled(source, 'node').length).toBeLessThan(bytes);
  });

  test('a page loads 5,000 bytes of @gatehouse/client at most, gzipped', () => {
    const bytes = bundled("export { createClient } from '@gatehouse/client'", 'browser');
    expect(bytes.length).toBeGreaterThan(0);
    expect(gzipSync(bytes).length).toBeLessThanOrEqual(5_000);
  });

  test.each(names)('%s: no fault is found in its face', async (name) => {
    const { file } = tarballs.find((tarball) => tarball.name === name)!;
    await run(process.execPath, [join(tools, 'publint/src/cli.js'), file, '--strict'], project);
    const attw = join(tools, '@arethetypeswrong/cli/dist/index.js');
    await run(process.execPath, [attw, file, '--profile', 'esm-only'], project);
  });

  test.each(RELEASES)(
    'npx @gatehouse/gateway serves a template with an authorizer under %s',
    async (which) => {
      writeFiles(readFileSync(join(installed('@gatehouse/gateway'), 'README.md'), 'utf8'));
      const folder = dirname(nodeOf(which));
      const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}`, PORT: '0' };
      const gateway = spawn('npx', ['@gatehouse/gateway', 'hello'], { cwd: project, env, detached: true });
      try {
        const url = `${await listening(gateway)}/hello/you`;
        const statusWith = async (headers: Record<string, string>) => (await fetch(url, { headers })).status;
        expect(await statusWith({})).toBe(401);
        expect(await statusWith({ authorization: 'wrong' })).toBe(401);
        expect(await statusWith({ authorization: 'let me in' })).toBe(200);
      } finally {
        process.kill(-gateway.pid!, 'SIGTERM');
        await new Promise((ended) => gateway.once('close', ended));
      }
    },
  );

  test('npx @gatehouse/gateway names what it cannot serve, with its line', async () => {
    mkdirSync(join(project, 'odd'), { recursive: true });
    const odd =
      'Resources:\n  Api:\n    Type: AWS::Serverless::Api\n    Properties: { StageName: a, DefinitionUri: b }\n';
    writeFileSync(join(project, 'odd/template.yaml'), odd);
    const failing = run(
      process.execPath,
      [join(installed('@gatehouse/gateway'), 'dist/bin.js'), 'odd'],
      project,
    );
    await expect(failing).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^odd\/template\.yaml:4: Resources\.Api\.Properties\.DefinitionUri: /),
    });
  });

  const runExamples = async (name: string, node: string): Promise<void> => {
    const readme = readFileSync(join(installed(name), 'README.md'), 'utf8');
    writeFiles(readme);
    const examples = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => code);
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      // Where `npm start` would listen, a gateway listens on a port of its own.
      writeFileSync(join(project, 'example.ts'), example.replaceAll('http://127.0.0.1:3000', gateway.url));
      await run(node, ['example.ts'], project);
    }
  };

  test.each(names)('the examples in the README of %s run as they stand there', (name) =>
    runExamples(name, process.execPath),
  );

  // It runs the whole of Gatehouse: its processes, its database and its hashes.
  test.each(RELEASES)('the examples of @gatehouse/testing run under %s', (which) =>
    runExamples('@gatehouse/testing', nodeOf(which)),
  );
};

if (existsSync(tools)) describe('a stranger’s project', declare);
else leaveOut('packages: a stranger’s project', 'npm ci --prefix tools/packages/consumer has not run');
