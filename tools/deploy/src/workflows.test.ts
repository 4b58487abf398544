import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string };
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = resolve(import.meta.dirname, '../../../.github');
const files = readdirSync(join(folder, 'workflows'));

describe.each(files)('the workflow %s', (file) => {
  const text = readFileSync(join(folder, 'workflows', file), 'utf8');
  const workflow = parse(text) as Workflow;
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  test('uses every action at a commit, and names the version that it is', () => {
    for (const line of text.split('\n').filter((one) => /^\s*(- )?uses:/.test(one)))
      expect(line).toMatch(/uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('may read the code, and a job that deploys may say who it is, and sign what it deploys', () => {
    const deploys = { contents: 'read', 'id-token': 'write', attestations: 'write' };
    expect(workflow.permissions).toEqual({ contents: 'read' });
    for (const { permissions, environment } of jobs) {
      expect(permissions).toEqual(environment === undefined ? undefined : deploys);
    }
  });

  test('holds no secret, and leaves no token in the checkout', () => {
    expect(text).not.toMatch(/secrets\.|AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|aws-access-key/i);
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.length).toBe(jobs.length);
    for (const checkout of checkouts) expect(checkout.with).toMatchObject({ 'persist-credentials': false });
  });

  test('puts nothing from outside into a shell, but by a variable', () => {
    for (const { run = '' } of steps) expect(run).not.toContain('${{');
  });

  test('runs scripts that are there', () => {
    const { scripts } = JSON.parse(readFileSync(join(folder, '../package.json'), 'utf8')) as {
      scripts: object;
    };
    const named = steps.flatMap(({ run = '' }) =>
      [...run.matchAll(/npm run (\S+)/g)].map(([, name]) => name),
    );
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  });

  test('ends some time, and not beside itself', () => {
    expect(workflow.concurrency?.group).toEqual(expect.any(String));
    for (const job of jobs) expect(job['timeout-minutes']).toBeGreaterThan(0);
  });

  test('installs from the lock', () => {
    for (const { steps: own } of jobs) expect(own.map(({ run }) => run)).toContain('npm ci');
  });
});

test('CI keeps the folder that Nx writes to, and the database that knows what is in it', () => {
  const { cacheDirectory } = JSON.parse(readFileSync(join(folder, '../nx.json'), 'utf8')) as {
    cacheDirectory: string;
  };
  const { jobs } = parse(readFileSync(join(folder, 'workflows/ci.yml'), 'utf8')) as Workflow;
  const caches = Object.values(jobs)
    .flatMap((job) => job.steps)
    .filter(({ uses }) => uses?.startsWith('actions/cache@'));
  const kept = caches.map((step) => String(step.with?.['path']).trim().split('\n'));
  expect(kept).toEqual([[cacheDirectory, '.nx/workspace-data/*.db']]);
});

test('a deployment begins with the authorizer', () => {
  const { jobs } = parse(readFileSync(join(folder, 'workflows/deploy.yml'), 'utf8')) as Workflow;
  const deployed = Object.values(jobs)
    .flatMap((job) => job.steps)
    .flatMap(({ run = '' }) => /nx run (\w+):deploy/.exec(run)?.[1] ?? []);
  expect(deployed).toEqual(['authorizer', 'auth', 'users']);
});

test('the supply chain is asked about each week, and whenever a lock changes', () => {
  const { on, jobs } = parse(readFileSync(join(folder, 'workflows/supply-chain.yml'), 'utf8')) as Workflow & {
    readonly on: Readonly<Record<string, unknown>>;
  };
  const locks = { paths: expect.arrayContaining(['**/package-lock.json']) as unknown };
  expect(on).toMatchObject({
    schedule: [{ cron: expect.stringMatching(/^\d+ \d+ \* \* [0-6]$/) as unknown }],
    pull_request: locks,
    push: { branches: ['main'], ...locks },
  });
  expect(jobs['locks']?.steps.map(({ run }) => run)).toContain('npm run supply-chain');
});

test('a deployment signs what it packaged before it borrows the role of AWS', () => {
  const { jobs } = parse(readFileSync(join(folder, 'workflows/deploy.yml'), 'utf8')) as Workflow;
  const steps = Object.values(jobs).flatMap((job) => job.steps);
  const at = (text: string): number =>
    steps.findIndex(({ uses, run }) => uses?.startsWith(`${text}@`) || run === text);
  const order = [
    'npm run package',
    'actions/attest-build-provenance',
    'aws-actions/configure-aws-credentials',
  ].map(at);
  expect(order).not.toContain(-1);
  expect(order).toEqual(order.toSorted((one, other) => one - other));
  expect(steps[order[1] ?? -1]?.with).toEqual({ 'subject-path': 'dist/packages/*.zip' });
});

test('updates come in groups, after a time', () => {
  const { updates } = parse(readFileSync(join(folder, 'dependabot.yml'), 'utf8')) as {
    updates: { cooldown: { 'default-days': number }; groups: object }[];
  };
  for (const { cooldown, groups } of updates) {
    expect(cooldown['default-days']).toBeGreaterThanOrEqual(7);
    expect(Object.keys(groups).length).toBeGreaterThan(0);
  }
});
