import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { leaveOut } from '@gatehouse/test-support';
import type { Level } from './advisories.ts';
import { checkLocks } from './check-locks.ts';
import { foldersWithLock } from './locks.ts';
import { createNpm, type Answer, type Npm } from './npm.ts';

const workspace = resolve(import.meta.dirname, '../../..');

const inGit = spawnSync('git', ['ls-files', '*package-lock.json'], { cwd: workspace, encoding: 'utf8' });

if (inGit.status === 0)
  test('the locks that are asked about are all that git has', () => {
    const found = foldersWithLock(workspace).map((folder) => join(folder, 'package-lock.json'));
    expect(found.toSorted()).toEqual(inGit.stdout.trim().split('\n').toSorted());
    expect(found[0]).toBe('package-lock.json');
  });
else leaveOut('the locks that git has', 'this is no checkout of git');

let root: string;
const write = (path: string, content: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
};
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gatehouse-supply-chain-'));
  for (const path of ['package-lock.json', 'tools/mutation/package-lock.json', 'tools/mutation/package.json'])
    write(path, '{}');
  write('node_modules/some-package/package-lock.json', '{}');
});
afterEach(() => rmSync(root, { recursive: true }));

const says = (value: unknown, status = 0): Answer => ({ status, stdout: JSON.stringify(value), stderr: '' });
const NO_ADVISORY = says({ auditReportVersion: 2, vulnerabilities: {} });
const ALL_SIGNED = says({ invalid: [], missing: [] });

interface Answers {
  readonly advisories?: Answer;
  readonly signatures?: Answer;
  readonly install?: Answer;
}

const check = (answers: Answers, level: Level = 'high') => {
  const calls: { readonly folder: string; readonly args: string }[] = [];
  const lines: string[] = [];
  const npm: Npm = (folder, ...args) => {
    calls.push({ folder, args: args.join(' ') });
    if (args[0] === 'ci') return answers.install ?? { status: 0, stdout: '', stderr: '' };
    return (args[1] === 'signatures' ? answers.signatures : answers.advisories) ?? defaultOf(args);
  };
  const isGood = checkLocks({ root, npm, level, print: (line) => void lines.push(line) });
  return { isGood, lines, calls, output: lines.join('\n') };
};
const defaultOf = (args: readonly string[]): Answer => (args[1] === 'signatures' ? ALL_SIGNED : NO_ADVISORY);

/** As `npm audit --json` reports one, shortened. */
const vulnerable = (severity: string): Answer =>
  says(
    {
      auditReportVersion: 2,
      vulnerabilities: {
        mkdirp: { name: 'mkdirp', severity, range: '0.4.1 - 0.5.1', via: ['minimist'] },
        minimist: {
          name: 'minimist',
          severity,
          range: '<0.2.4',
          via: [{ title: 'Prototype pollution', url: 'https://example.com/advisory', severity }],
        },
      },
    },
    1,
  );

describe('the check', () => {
  test('asks both questions of each lock, and ends well when all answers are good', () => {
    const { isGood, lines } = check({});
    expect(isGood).toBe(true);
    expect(lines).toEqual([
      'package-lock.json',
      '  good  advisories: 0 of high severity or above, 0 below',
      '  good  signatures: 0 do not verify, 0 are missing',
      'tools/mutation/package-lock.json',
      '  good  advisories: 0 of high severity or above, 0 below',
      '  good  signatures: 0 do not verify, 0 are missing',
      'all 2 locks are good',
    ]);
  });

  test('installs a lock of its own elsewhere, without scripts, and leaves nothing there', () => {
    const { calls } = check({});
    const [install, ...others] = calls.filter(({ args }) => args.startsWith('ci '));
    expect(others).toEqual([]);
    expect(install?.args).toContain('--ignore-scripts');
    expect(install?.folder.startsWith(root)).toBe(false);
    expect(existsSync(install?.folder ?? '')).toBe(false);
    expect(readdirSync(join(root, 'tools/mutation')).sort()).toEqual(['package-lock.json', 'package.json']);
  });

  test.each<[string, Level, boolean]>([
    ['critical', 'high', false],
    ['high', 'high', false],
    ['moderate', 'high', true],
    ['moderate', 'moderate', false],
    ['info', 'low', true],
    ['a severity of tomorrow', 'critical', false],
  ])('takes an advisory of severity %s, with the level %s, as good: %s', (severity, level, expected) => {
    const { isGood, output } = check({ advisories: vulnerable(severity) }, level);
    expect(isGood).toBe(expected);
    expect(output).toContain(
      `${severity}  minimist <0.2.4  Prototype pollution, https://example.com/advisory`,
    );
    expect(output).toContain(`${severity}  mkdirp 0.4.1 - 0.5.1  by minimist`);
  });

  test.each([
    [
      { invalid: [{ name: 'a', version: '1.0.0', message: 'invalid signature' }], missing: [] },
      'invalid  a@1.0.0  invalid signature',
    ],
    [{ invalid: [], missing: [{ name: '@b/c', version: '2.0.0' }] }, 'missing  @b/c@2.0.0'],
  ])('fails for a package that is not signed as it should be, by name: %j', (answer, line) => {
    const { isGood, output } = check({ signatures: says(answer, 1) });
    expect(isGood).toBe(false);
    expect(output).toContain(line);
    expect(output).toContain('2 of 2 locks are NOT good');
  });
});

describe('a registry that does not answer', () => {
  test.each<[string, Answer, string]>([
    [
      'refuses the question',
      says({ message: '405 Method Not Allowed - POST /advisories', error: { summary: '', detail: '' } }, 1),
      '405 Method Not Allowed - POST /advisories',
    ],
    [
      'is not found',
      says({ error: { code: 'ENOTFOUND', summary: 'request failed, reason: getaddrinfo ENOTFOUND' } }, 1),
      'request failed, reason: getaddrinfo ENOTFOUND',
    ],
    ['says nothing at all', says({ error: {} }, 1), 'npm says no more'],
    [
      'lets npm end',
      { status: 1, stdout: '', stderr: 'npm error code E500\nnpm error more' },
      'npm error code E500',
    ],
    [
      'lets npm end in silence',
      { status: null, stdout: '', stderr: '' },
      'npm ended with null and printed no JSON',
    ],
    ['answers in HTML', { status: 0, stdout: '<html>', stderr: '' }, 'npm ended with 0 and printed no JSON'],
    ['answers a list', says([]), 'npm ended with 0 and printed no JSON'],
    [
      'answers something else',
      says({ auditReportVersion: 3 }),
      'npm answers in a form that is not known here',
    ],
    ['answers nothing', says({}), 'npm answers in a form that is not known here'],
  ])('is no good answer to either question: it %s', (_what, answer, why) => {
    const advisories = check({ advisories: answer });
    expect(advisories.isGood).toBe(false);
    expect(advisories.output).toContain(`  BAD   advisories NOT CHECKED: ${why}`);
    const signatures = check({ signatures: answer });
    expect(signatures.isGood).toBe(false);
    expect(signatures.output).toContain(`  BAD   signatures NOT CHECKED: ${why}`);
  });

  test('keeps a lock from being installed, which is said too', () => {
    const install = { status: 1, stdout: '', stderr: 'npm error code EINTEGRITY\n' };
    const { isGood, output } = check({ install });
    expect(isGood).toBe(false);
    expect(output).toContain('signatures NOT CHECKED: npm ci failed: npm error code EINTEGRITY');
    expect(output).toContain('1 of 2 locks are NOT good');
  });
});

describe('npm as a process', () => {
  test('gets the arguments and the folder, and gives what it printed', () => {
    write('bin/npm', '#!/bin/sh\necho "$PWD $*"\necho trouble >&2\nexit 3\n');
    chmodSync(join(root, 'bin/npm'), 0o755);
    const npm = createNpm({ PATH: `${join(root, 'bin')}:/usr/bin:/bin` });
    const { status, stdout, stderr } = npm(root, 'audit', '--json');
    expect([status, stderr]).toEqual([3, 'trouble\n']);
    expect(stdout).toMatch(/gatehouse-supply-chain-\w+ audit --json\n$/);
  });

  test('that is not there is no answer', () => {
    expect(createNpm({ PATH: '/nowhere' })(root, 'audit')).toMatchObject({ status: null, stdout: '' });
  });
});

test.each([['--level', 'terrible'], ['--unknown'], ['word']])(
  'arguments that make no sense are refused: %s',
  (...args) => {
    const script = join(import.meta.dirname, 'main.ts');
    const { status, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([
      2,
      'usage: npm run supply-chain [-- --level info|low|moderate|high|critical]\n',
    ]);
  },
);
