// A small workspace and a fake account in a folder of their own, and the command run in them.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sha256Of, sourceMaterials, statementOf, type Statement } from '@gatehouse/tool-bundle/provenance';
import { runCommand } from '../command.ts';
import { DeployError } from '../deploy-error.ts';
import type { Source } from '../provenance/source.ts';
import { zipOf } from './zip-of.ts';

export interface Outcome {
  readonly output: string;
  /** What was told of as it began. */
  readonly steps: readonly string[];
  /** What stopped the command; null when it went well. */
  readonly error: string | null;
}

export interface Workspace {
  /** Packages the app anew, with this code in its zip, and states it. */
  packageApp(code: string, machine?: number): void;
  /** Runs the command for the app `demo`, with a PATH that has the fake CLI, and `env`. */
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Outcome>;
  /** Puts a template in place of the app's own. */
  writeTemplate(text: string): void;
  /** Writes any file, relative to the workspace. */
  write(path: string, content: string | Buffer): void;
  /** Says what is checked out from now on. */
  checkOut(source: Source | null): void;
  /** The statement of the app's zip. */
  readonly statement: { read(): Statement; write(statement: unknown): void };
  /** Has a stack stand with these parameters, as if another hand had made it. */
  writeStack(name: string, parameters: Readonly<Record<string, string>>): void;
  /** The apps that the command had packaged, each with the architecture that it asked for. */
  packaged(): readonly string[];
  /** The workspace's folder. */
  readonly root: string;
  /** What the fake CLI needs. */
  readonly env: Readonly<Record<string, string>>;
  /** Every call of the CLI so far. */
  calls(): readonly (readonly string[])[];
  /** The parameters that a stack was last deployed with. */
  stack(name: string): Readonly<Record<string, string>>;
  remove(): void;
}

const ARM64 = 0xb7;
export const X86_64 = 0x3e;

const TEMPLATE = `Parameters:
  StageName: { Type: String, Default: v1 }
  JwtIssuer: { Type: String, Default: 'https://id.example' }
  Architecture: { Type: String }
  Version: { Type: String }
Resources:
  DemoFunction:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: ../../dist/packages/demo.zip
`;

const STATEMENT = 'dist/packages/demo.provenance.json';

/** What the zip is made of, to the eye of its statement. */
const SOURCES = {
  'workspace.json': '{"projects":{"demo":{"root":"apps/demo"},"cart":{"root":"libs/cart"}}}',
  'package-lock.json':
    '{"packages":{"node_modules/mongodb":{"version":"7.9.0","integrity":"sha512-aGFzaA=="}}}',
  'apps/demo/package.json': '{"name":"@x/app-demo","dependencies":{"@x/cart":"1"}}',
  'libs/cart/package.json': '{"name":"@x/cart"}',
  'libs/cart/src/index.ts': 'export {};',
  'tools/bundle/package.json': '{"name":"@x/tool-bundle"}',
};

const MONGODB = { uri: 'pkg:npm/mongodb@7.9.0', digest: { sha512: Buffer.from('hash').toString('hex') } };

export const createWorkspace = (): Workspace => {
  const root = mkdtempSync(join(tmpdir(), 'gatehouse-deploy-'));
  const account = join(root, 'account');
  const packaged: string[] = [];
  const cli = { PATH: `${join(root, 'bin')}:/usr/bin:/bin`, FAKE_ACCOUNT: account };
  let source: Source | null = { commit: 'c0ffee'.padEnd(40, '0'), changed: [] };
  let clock = Date.parse('2026-11-22T10:00:00Z');
  const write = (path: string, content: string | Buffer): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  Object.entries(SOURCES).forEach(([path, content]) => write(path, content));
  write('apps/demo/template.yaml', TEMPLATE);
  write('account/gatehouse-account', 'BucketName=the-bucket\n');
  write('bin/aws', readFileSync(join(import.meta.dirname, 'fake-aws.sh')));
  // Nx, which has nothing to package here.
  write('node_modules/.bin/nx', '#!/bin/sh\n');
  for (const program of ['bin/aws', 'node_modules/.bin/nx']) chmodSync(join(root, program), 0o755);
  return {
    packageApp(code, machine = ARM64) {
      const elf = Buffer.alloc(64);
      elf.writeUInt16LE(machine, 18);
      const zip = zipOf({ 'main.mjs': Buffer.from(code), 'argon2.node': elf });
      write('dist/packages/demo.zip', zip);
      const architecture = machine === X86_64 ? 'x64' : 'arm64';
      const materials = [...sourceMaterials(root, 'demo'), MONGODB];
      write(
        STATEMENT,
        JSON.stringify(statementOf({ app: 'demo', architecture, sha256: sha256Of(zip), materials })),
      );
    },
    statement: {
      read: () => JSON.parse(readFileSync(join(root, STATEMENT), 'utf8')) as Statement,
      write: (statement) => write(STATEMENT, JSON.stringify(statement)),
    },
    checkOut: (found) => void (source = found),
    write,
    async run(args, env = {}) {
      const [lines, steps]: [string[], string[]] = [[], []];
      clock += 60_000;
      const surroundings = {
        root,
        env: { ...cli, ...env },
        print: (line: string) => void lines.push(line),
        progress: { step: (text: string) => void steps.push(text), release: () => undefined },
        now: () => new Date(clock),
        readSource: () => source,
        packageApp: (app: string, architecture: string | null) =>
          void packaged.push(`${app} ${architecture ?? 'as always'}`),
      };
      const error = await runCommand(['demo', ...args], surroundings).then(() => null, messageOf);
      return { output: lines.join('\n'), steps, error };
    },
    writeTemplate: (text) => write('apps/demo/template.yaml', text),
    writeStack: (name, parameters) =>
      write(
        `account/${name}`,
        Object.entries(parameters)
          .map(([key, value]) => `${key}=${value}\n`)
          .join(''),
      ),
    packaged: () => packaged,
    root,
    env: cli,
    calls() {
      const file = join(account, 'calls');
      const calls = existsSync(file) ? readFileSync(file, 'utf8').split('\n\n').slice(0, -1) : [];
      return calls.map((call) => call.split('\n'));
    },
    stack: (name) =>
      Object.fromEntries(
        readFileSync(join(account, name), 'utf8')
          .split('\n')
          .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const),
      ),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
};

const messageOf = (error: unknown): string => {
  if (error instanceof DeployError) return error.message;
  throw error;
};
