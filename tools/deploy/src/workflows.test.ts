import { globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
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
  readonly if?: string;
  readonly needs?: string;
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string };
  readonly jobs: Readonly<Record<string, Job>>;
}

/** What jobs may do beside reading the code. */
const MORE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // Says who it is to AWS, and signs what it deploys.
  'deploy.yml: deploy': { contents: 'read', 'id-token': 'write', attestations: 'write' },
  // Says who it is to npm; writes nothing here.
  'release.yml: publish': { contents: 'read', 'id-token': 'write' },
  // Tags what is published; runs nothing of ours.
  'release.yml: tag': { contents: 'write' },
};

/** What installs a tool that some tests are left out without. */
const INSTALLS = [
  'npm run iam-simulator',
  'npm run dynalite',
  'npm run browser',
  'npm ci --prefix tools/packages/consumer',
  'npm ci --prefix tools/examples/iac',
];

const runsNpm = ({ steps }: Job): boolean => steps.some(({ run = '' }) => /\bnp[mx] /.test(run));

const root = resolve(import.meta.dirname, '../../..');
const folder = join(root, '.github');
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

  test('may read the code, and a job may do more only where it is listed here', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    for (const [name, { permissions }] of Object.entries(workflow.jobs))
      expect(permissions).toEqual(MORE[`${file}: ${name}`]);
  });

  test('says who it is in an environment alone, whose rules and reviewers stand before it', () => {
    for (const { permissions, environment } of jobs)
      expect(permissions?.['id-token'] === 'write').toBe(environment !== undefined);
  });

  test('holds no secret, and leaves no token in the checkout', () => {
    expect(text).not.toMatch(/secrets\.|AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|aws-access-key/i);
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.length).toBe(jobs.filter(runsNpm).length);
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
    for (const { steps: own } of jobs.filter(runsNpm)) expect(own.map(({ run }) => run)).toContain('npm ci');
  });
});

test.each([
  ['ci.yml', 'affected'],
  ['nightly.yml', 'long'],
])('%s leaves no test out for a tool that is not installed', (file, job) => {
  const { jobs } = parse(readFileSync(join(folder, 'workflows', file), 'utf8')) as Workflow;
  expect(jobs[job]?.steps.map(({ run }) => run)).toEqual(expect.arrayContaining(INSTALLS));
});

test('CI runs each step of npm run check', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Readonly<Record<string, string>>;
  };
  const asked = scripts['check']?.match(/npm run (?!package)[^&]+(?<! )/g);
  const { jobs } = parse(readFileSync(join(folder, 'workflows/ci.yml'), 'utf8')) as Workflow;
  expect(asked).toContain('npm run api -- --check');
  expect(jobs['affected']?.steps.map(({ run }) => run)).toEqual(
    expect.arrayContaining([...(asked ?? []), 'npx nx affected -t lint test package']),
  );
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

describe('a release', () => {
  const text = readFileSync(join(folder, 'workflows/release.yml'), 'utf8');
  const { on, jobs } = parse(text) as Workflow & { readonly on: Readonly<Record<string, unknown>> };
  const [publish, tag] = [jobs['publish'], jobs['tag']];

  test('is published from main alone, when a version may have changed or somebody asks', () => {
    expect(Object.keys(on)).toEqual(['push', 'workflow_dispatch']);
    expect(on['push']).toEqual({
      branches: ['main'],
      paths: ['libs/*/package.json', 'tools/*/package.json'],
    });
    expect(publish?.if).toBe("github.ref == 'refs/heads/main'");
  });

  test('is built from the lock, held against its API reports, and published without a token', () => {
    const commands = publish?.steps.flatMap(({ run }) => run ?? []);
    expect(commands).toEqual([
      'npm ci',
      'npm run api -- --check',
      'npm run publish-packages -- --repository "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY"',
    ]);
    expect(text).not.toMatch(/NODE_AUTH_TOKEN|NPM_TOKEN|registry-url/);
  });

  test('is tagged after it was published, by a job that runs no code of the repository', () => {
    expect(tag?.needs).toBe('publish');
    expect(tag?.steps.map(({ uses }) => uses)).toEqual([undefined]);
    expect(tag?.steps[0]?.run).not.toMatch(/npm|node|npx/);
  });
});

describe('updates', () => {
  const { updates } = parse(readFileSync(join(folder, 'dependabot.yml'), 'utf8')) as {
    updates: { directories?: string[]; cooldown: { 'default-days': number }; groups: object }[];
  };

  test('come in groups, after a time', () => {
    for (const { cooldown, groups } of updates) {
      expect(cooldown['default-days']).toBeGreaterThanOrEqual(7);
      expect(Object.keys(groups).length).toBeGreaterThan(0);
    }
  });

  test('come for every lock', () => {
    const locks = globSync('{.,tools/*,tools/*/*}/package-lock.json', { cwd: root });
    const folders = locks.map((lock) => join('/', dirname(lock)));
    expect(updates.flatMap(({ directories = [] }) => directories).sort()).toEqual(folders.sort());
  });
});
