// node tools/bundle/src/bench.ts [rounds]: what each technique of the bundle saves, against a bundle without it.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import {
  addKey,
  createSigner,
  generateKey,
  issueAccessToken,
  publicJwks,
  serializePrivateKeySet,
  type PrivateKeySet,
} from '@gatehouse/jwt';
import { archive, compressedSizes } from './archive.ts';
import { bundle, type Technique } from './bundle.ts';
import { readEntries } from './read-entries.ts';
import { reachable, sizesOf } from './sizes.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

/**
 * What a fresh process does while its CPU time is taken (which other work on the machine does not change much): import
 * the entry, also answer a first call, or import the driver.
 */
type Work = 'start' | 'first call' | 'driver';

interface Scenario {
  readonly technique: Technique | 'compile-cache';
  readonly app: string;
  readonly entry: string;
  readonly work: Work;
}

const SCENARIOS: readonly Scenario[] = [
  { technique: 'compiled-schemas', app: 'auth', entry: 'login', work: 'first call' },
  { technique: 'node-builtins', app: 'auth', entry: 'login', work: 'start' },
  { technique: 'lean-driver', app: 'auth', entry: 'login', work: 'driver' },
  { technique: 'direct-imports', app: 'authorizer', entry: 'handler', work: 'start' },
  { technique: 'merge-chunks', app: 'authorizer', entry: 'handler', work: 'start' },
  { technique: 'merge-chunks', app: 'auth', entry: 'login', work: 'start' },
  { technique: 'compile-cache', app: 'auth', entry: 'login', work: 'start' },
  { technique: 'compile-cache', app: 'auth', entry: 'login', work: 'driver' },
];

interface Variant {
  readonly folder: string;
  readonly driver: string | undefined;
  /** Bytes after compression of what the entry loads at start. */
  readonly atStart: number;
  /** The same of all modules. */
  readonly modules: number;
}

const main = async (): Promise<void> => {
  const rounds = Number(process.argv[2] ?? 15);
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
  const env = await environment();
  console.log(
    `Node ${process.version}, ${process.arch}, median CPU time of ${rounds} fresh processes each, interleaved\n`,
  );
  console.log(row('technique', 'work', 'with', 'without', 'ratio', 'start', 'all modules'));
  for (const scenario of SCENARIOS) console.log(await compare(scenario, { rounds, folder, env }));
  await rm(folder, { recursive: true });
};

const row = (...columns: readonly string[]): string =>
  columns
    .map((column, index) => (index < 2 ? column.padEnd(26) : column.padStart(index < 5 ? 10 : 18)))
    .join('');

interface Setting {
  readonly rounds: number;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

const compare = async (scenario: Scenario, { rounds, folder, env }: Setting): Promise<string> => {
  const { technique, app, entry, work } = scenario;
  const cached = technique === 'compile-cache';
  const whole = await makeVariant(folder, scenario, undefined);
  const without = cached ? whole : await makeVariant(folder, scenario, technique);
  const cache = { ...env, NODE_COMPILE_CACHE: join(folder, 'cache') };
  const [withTimes, withoutTimes]: [number[], number[]] = [[], []];
  // The first round warms the file system, and fills the compile cache; it does not count.
  for (let round = 0; round <= rounds; round += 1) {
    const times = [
      await timeOf(whole, entry, work, cached ? cache : env),
      await timeOf(without, entry, work, env),
    ] as const;
    if (round > 0) [withTimes, withoutTimes].forEach((list, index) => list.push(times[index] ?? 0));
  }
  const [withMs, withoutMs] = [median(withTimes), median(withoutTimes)];
  return row(
    technique,
    `${app} ${entry}: ${work}`,
    `${withMs.toFixed(1)} ms`,
    `${withoutMs.toFixed(1)} ms`,
    (withoutMs / withMs).toFixed(2),
    `${kilobytes(whole.atStart)} / ${kilobytes(without.atStart)} kB`,
    `${kilobytes(whole.modules)} / ${kilobytes(without.modules)} kB`,
  );
};

const median = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[times.length >> 1] ?? NaN;

const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1);

const makeVariant = async (
  parent: string,
  { app, entry }: Scenario,
  without: Technique | undefined,
): Promise<Variant> => {
  const folder = await mkdtemp(join(parent, `${app}-`));
  const entries = readEntries(
    join(ROOT, 'apps', app, 'template.yaml'),
    join(ROOT, 'dist/packages', `${app}.zip`),
  );
  const architecture = process.arch === 'arm64' ? 'arm64' : 'x64';
  const bundled = await bundle({ root: ROOT, entries, architecture, ...(without && { without }) });
  await Promise.all([...bundled.files].map(([name, content]) => writeFile(join(folder, name), content)));
  const sizes = sizesOf(bundled.outputs, compressedSizes(archive(bundled.files)), [entry]);
  const everything = reachable(bundled.outputs, `${entry}.mjs`, ['import-statement', 'dynamic-import']);
  return {
    folder,
    driver: [...everything].find((name) => name.startsWith('mongo-')),
    atStart: sizes.entries[0]?.atStart ?? NaN,
    modules: sizes.modules,
  };
};

const timeOf = async (
  { folder, driver = '' }: Variant,
  entry: string,
  work: Work,
  env: Readonly<Record<string, string>>,
): Promise<number> => {
  const module = work === 'driver' ? driver : `${entry}.mjs`;
  const { stdout } = await run(
    process.execPath,
    ['--disable-warning=DEP0040', '--input-type=module', '--eval', SCRIPT],
    {
      cwd: folder,
      env: { ...env, MODULE: pathToFileURL(join(folder, module)).href, WORK: work },
    },
  );
  return Number(stdout.split('\n').at(-1));
};

const run = promisify(execFile);

const SCRIPT = `
  const start = process.cpuUsage();
  const { handler } = await import(process.env.MODULE);
  if (process.env.WORK === 'first call') {
    const { statusCode, principalId } = await handler(JSON.parse(process.env.EVENT), {});
    if (statusCode !== 400 && principalId === undefined) throw new Error('answered ' + statusCode);
  }
  const { user, system } = process.cpuUsage(start);
  process.stdout.write('\\n' + (user + system) / 1000, () => process.exit());
`;

const environment = async (): Promise<Readonly<Record<string, string>>> => {
  const keys = addKey({ keys: [] }, await generateKey('ES256'), new Date());
  const issuer = 'https://id.example.com/auth';
  return {
    EVENT: JSON.stringify({ ...BAD_LOGIN, ...(await guardedCall(keys, issuer)) }),
    JWT_ISSUER: issuer,
    JWT_PRIVATE_KEYS: serializePrivateKeySet(keys),
    JWT_JWKS: JSON.stringify(publicJwks(keys)),
    DATABASE_URL: 'sqlite:/nonexistent/gatehouse.db',
    LOG_LEVEL: 'ERROR',
  };
};

/** One event for both apps: a login without members, and a question about a good token. */
const BAD_LOGIN = {
  path: '/auth/login',
  headers: { 'content-type': 'application/json' },
  body: '{}',
  requestContext: { requestId: '1', identity: { sourceIp: '192.0.2.1', userAgent: '' } },
};

const guardedCall = async (keys: PrivateKeySet, issuer: string): Promise<object> => {
  const account = { subject: 'account', sessionId: 'session', roles: ['user'], amr: ['pwd'] };
  const { token } = await issueAccessToken(
    { signer: await createSigner(keys) },
    { ...account, issuer, ...{ audience: 'gatehouse', clientId: 'gatehouse' }, ...times() },
  );
  const methodArn = 'arn:aws:execute-api:eu-central-1:123456789012:abcdef1234/v1/GET/users/me';
  return { type: 'TOKEN', methodArn, authorizationToken: `Bearer ${token}` };
};

const times = () => ({ authTime: new Date(), now: new Date(), ttlSeconds: 86_400 });

await main();
