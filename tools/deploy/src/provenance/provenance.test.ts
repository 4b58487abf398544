// What a deployment asks of a zip's statement, and a rollback of a release's, before anything is uploaded or deployed.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Statement } from '@gatehouse/tool-bundle/provenance';
import { createWorkspace, X86_64, type Workspace } from '../testing/workspace.ts';

const ZIP = 'dist/packages/demo.zip';
const STATEMENT = 'dist/packages/demo.provenance.json';

let workspace: Workspace;
beforeEach(() => {
  workspace = createWorkspace();
  workspace.packageApp('one');
});
afterEach(() => workspace.remove());

const read = (path: string): Buffer => readFileSync(join(workspace.root, path));

/** The calls that change something. */
const changes = (): readonly string[] =>
  workspace
    .calls()
    .map(([service, verb]) => `${service} ${verb}`)
    .filter((call) => /package|deploy|cp/.test(call));

const refusal = async (): Promise<string> => {
  const { error } = await workspace.run([]);
  expect(changes()).toEqual([]);
  return error ?? 'deployed';
};

const restated = (change: (statement: Statement) => unknown): void =>
  workspace.statement.write(change(workspace.statement.read()));

type Definition = Statement['predicate']['buildDefinition'];
const redefined =
  (change: (definition: Definition) => object) =>
  (statement: Statement): unknown => {
    const { predicate } = statement;
    const buildDefinition = { ...predicate.buildDefinition, ...change(predicate.buildDefinition) };
    return { ...statement, predicate: { ...predicate, buildDefinition } };
  };

describe('a deployment', () => {
  test('of a zip with one byte changed is refused, wherever the byte is', async () => {
    const zip = read(ZIP);
    for (let at = 0; at < zip.length; at += 1) {
      const changed = Buffer.from(zip);
      changed[at] = (changed[at] ?? 0) ^ 1;
      workspace.write(ZIP, changed);
      const { error } = await workspace.run([]);
      expect(error).toContain(`${ZIP} has another sha256 than ${STATEMENT} states`);
    }
    expect(changes()).toEqual([]);
  });

  test('of a zip with a byte after its end is refused', async () => {
    workspace.write(ZIP, Buffer.concat([read(ZIP), Buffer.alloc(1)]));
    expect(await refusal()).toContain(`${ZIP} has another sha256 than ${STATEMENT} states`);
  });

  test('of a zip without a statement is refused', async () => {
    rmSync(join(workspace.root, STATEMENT));
    expect(await refusal()).toBe(
      `there is no ${STATEMENT}, so nothing shows what ${ZIP} is: npx nx run demo:package`,
    );
  });

  test.each(['', '{', 'zip', '\u0000'])('with a statement that is no JSON is refused: %j', async (text) => {
    workspace.write(STATEMENT, text);
    expect(await refusal()).toBe(`${STATEMENT} is no JSON`);
  });

  const without = (member: keyof Definition) => redefined(() => ({ [member]: undefined }));
  test.each<[string, (statement: Statement) => unknown]>([
    ['is no in-toto Statement v1', () => null],
    ['is no in-toto Statement v1', () => []],
    ['is no in-toto Statement v1', () => 'text'],
    ['is no in-toto Statement v1', (one) => ({ ...one, _type: 'https://in-toto.io/Statement/v0.1' })],
    ['is no SLSA Provenance v1', (one) => ({ ...one, predicateType: 'https://slsa.dev/provenance/v0.2' })],
    ['is of another kind of build', (one) => ({ ...one, predicate: undefined })],
    ['is of another kind of build', without('buildType')],
    ['names no subjects by their sha256', (one) => ({ ...one, subject: [] })],
    ['names no subjects by their sha256', (one) => ({ ...one, subject: one.subject[0] })],
    [
      'names no subjects by their sha256',
      (one) => ({ ...one, subject: [{ name: 'demo.zip', digest: { md5: '00' } }] }),
    ],
    ['names no subjects by their sha256', (one) => ({ ...one, subject: [...one.subject, null] })],
    ['names no app', without('externalParameters')],
    ['names no app', redefined(() => ({ externalParameters: { architecture: 'arm64' } }))],
    ['names no architecture', redefined(() => ({ externalParameters: { app: 'demo' } }))],
    ['names dependencies without a name or without digests', without('resolvedDependencies')],
    ['names dependencies without a name or without digests', redefined(() => ({ resolvedDependencies: [] }))],
    [
      'names dependencies without a name or without digests',
      redefined(({ resolvedDependencies }) => ({
        resolvedDependencies: [...resolvedDependencies, { name: 'x' }],
      })),
    ],
  ])('with a statement that %s is refused', async (rule, change) => {
    restated(change);
    expect(await refusal()).toBe(`${STATEMENT} ${rule}`);
  });

  test.each<[string, (statement: Statement) => unknown]>([
    [
      `${STATEMENT} is of other.zip, and not of demo.zip`,
      (one) => ({ ...one, subject: one.subject.map((zip) => ({ ...zip, name: 'other.zip' })) }),
    ],
    [
      `${STATEMENT} is of demo.zip, other.zip, and not of demo.zip`,
      (one) => ({ ...one, subject: [...one.subject, { ...one.subject[0], name: 'other.zip' }] }),
    ],
    [
      `${STATEMENT} is of the app other, and not of demo`,
      redefined(() => ({ externalParameters: { app: 'other', architecture: 'arm64' } })),
    ],
    [
      `libs/cart is not what ${ZIP} was made of, by ${STATEMENT}`,
      redefined(({ resolvedDependencies }) => ({
        resolvedDependencies: resolvedDependencies.filter(({ name }) => name !== 'libs/cart'),
      })),
    ],
    [
      `${STATEMENT} states libs/other, which is neither a source of demo nor in package-lock.json like that`,
      redefined(({ resolvedDependencies }) => ({
        resolvedDependencies: [...resolvedDependencies, { name: 'libs/other', digest: { dirHash: 'ab' } }],
      })),
    ],
    [
      `${STATEMENT} states pkg:npm/mongodb@7.9.0, which is neither a source of demo nor in package-lock.json like that`,
      redefined(({ resolvedDependencies }) => ({
        resolvedDependencies: resolvedDependencies.map((one) =>
          one.uri === undefined ? one : { ...one, digest: { sha512: 'ab' } },
        ),
      })),
    ],
  ])('with a statement of something else is refused: %s', async (fault, change) => {
    restated(change);
    expect(await refusal()).toBe(`${fault}\nmake it again: npx nx run demo:package`);
  });

  test('with a statement of another processor than its zip is for is refused', async () => {
    restated(redefined(() => ({ externalParameters: { app: 'demo', architecture: 'x64' } })));
    expect(await refusal()).toBe(`${ZIP} is for arm64, and ${STATEMENT} states x64`);
  });

  test.each([
    ['libs/cart', 'libs/cart/src/index.ts'],
    ['libs/cart', 'libs/cart/src/added.ts'],
    ['apps/demo', 'apps/demo/template.yaml'],
    ['tools/bundle', 'tools/bundle/src/main.ts'],
  ])('is refused when %s is no longer what the zip was made of: %s', async (folder, file) => {
    const before = existsSync(join(workspace.root, file)) ? read(file) : '';
    workspace.write(file, `${before.toString()}# changed\n`);
    expect(await refusal()).toContain(`${folder} is not what ${ZIP} was made of`);
  });

  test('is refused when the lock is another than the zip was made with', async () => {
    workspace.write(
      'package-lock.json',
      read('package-lock.json').toString().replace('{"packages"', '{ "packages"'),
    );
    expect(await refusal()).toContain(`package-lock.json is not what ${ZIP} was made of`);
  });

  test('that is only tried or reviewed is refused alike', async () => {
    workspace.write(ZIP, Buffer.concat([read(ZIP), Buffer.alloc(1)]));
    for (const option of ['--dry-run', '--review'])
      expect((await workspace.run([option])).error).toContain(`${ZIP} has another sha256`);
    expect(changes()).toEqual([]);
  });

  test.each([
    [{ commit: 'abc1', changed: [] }, 'commit abc1'],
    [
      { commit: 'abc1', changed: ['a', 'b'] },
      'a tree that is NOT commit abc1, from which it differs in a, b',
    ],
    [
      { commit: 'abc1', changed: [...'abcdefg'] },
      'a tree that is NOT commit abc1, from which it differs in a, b, c, d, e, and 2 more',
    ],
    [null, 'no known commit: this is no checkout of git'],
  ])('says which commit it is made of, and when that is not the whole truth: %j', async (source, madeOf) => {
    workspace.checkOut(source);
    const { output } = await workspace.run([]);
    expect(output).toContain(`${ZIP} is what its statement says, made of ${madeOf}\n`);
  });
});

describe('a release', () => {
  const BUCKET = 'account/s3/the-bucket';
  const releases = `${BUCKET}/gatehouse-demo/releases`;
  const kept = (ending: string): string => {
    const found = readdirSync(join(workspace.root, releases)).find((name) => name.endsWith(ending));
    return `${releases}/${found ?? ending}`;
  };
  const deployed = (): string => workspace.stack('gatehouse-demo')['Version'] ?? '';

  let first: string;
  beforeEach(async () => {
    await workspace.run([]);
    first = deployed();
  });

  const deployAnother = async (): Promise<string> => {
    workspace.packageApp('two', X86_64);
    await workspace.run([]);
    return deployed();
  };

  const refusedRollback = async (...options: readonly string[]): Promise<string> => {
    const second = deployed();
    const before = changes().length;
    const { error } = await workspace.run(['--rollback', ...options]);
    expect(changes().slice(before)).not.toContain('cloudformation deploy');
    expect(deployed()).toBe(second);
    return error ?? 'deployed';
  };

  test('keeps the statement of its zip, with the commit, the template, and where the zip lies', () => {
    const { subject, predicate } = JSON.parse(read(kept('.provenance.json')).toString()) as Statement;
    expect(subject).toEqual([
      {
        ...workspace.statement.read().subject[0],
        downloadLocation: expect.stringMatching(/^s3:\/\/the-bucket\/gatehouse-demo\/code\/[0-9a-f]{32}$/),
      },
      { name: `gatehouse-demo-${first}.yaml`, digest: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } },
    ]);
    expect(predicate.buildDefinition.resolvedDependencies[0]).toEqual({
      name: 'source',
      digest: { gitCommit: 'c0ffee'.padEnd(40, '0') },
      annotations: { changed: [] },
    });
  });

  test('is gone back to when it is what its statement says, and keeps that', async () => {
    await deployAnother();
    const { error, output } = await workspace.run(['--rollback']);
    expect(error).toBeNull();
    expect(output).toContain(
      `version ${first} is what its statement says, made of commit ${'c0ffee'.padEnd(40, '0')}`,
    );
    expect(deployed()).toBe(first);
    await workspace.run(['--rollback', first]);
    const names = readdirSync(join(workspace.root, releases)).filter((name) => name.includes(first));
    expect(names.filter((name) => name.endsWith('.provenance.json'))).toHaveLength(3);
    expect(names).toHaveLength(6);
  });

  test('is not gone back to when its zip in the bucket was changed', async () => {
    await deployAnother();
    const { subject } = JSON.parse(read(kept('.provenance.json')).toString()) as Statement;
    const zip = join(
      workspace.root,
      BUCKET,
      subject[0]?.downloadLocation?.slice('s3://the-bucket'.length) ?? '',
    );
    writeFileSync(zip, Buffer.concat([readFileSync(zip), Buffer.alloc(1)]));
    expect(await refusedRollback()).toBe(
      `${subject[0]?.downloadLocation} has another sha256 than its release states, so it is not deployed`,
    );
  });

  test('is not gone back to when its template in the bucket was changed', async () => {
    await deployAnother();
    workspace.write(kept('.yaml'), `${read(kept('.yaml')).toString()}# changed\n`);
    expect(await refusedRollback()).toContain('states another sha256 of the template');
  });

  const name = () =>
    `gatehouse-demo-${first}.yaml is not deployed: dist/deploy/gatehouse-demo.provenance.json`;
  type Subjects = Statement['subject'];
  test.each<[string, (subjects: Subjects) => unknown]>([
    ['is of another release', ([zip]) => [zip]],
    [
      'is of another release',
      ([zip, template]) => [zip, { ...template, name: 'gatehouse-demo-ffffffffffff.yaml' }],
    ],
    ['is of another release', ([zip, template]) => [zip, template, template]],
    ['is of other.zip, and not of demo.zip', ([zip, template]) => [{ ...zip, name: 'other.zip' }, template]],
    ...[
      undefined,
      's3://another-bucket/gatehouse-demo/code/0123456789abcdef0123456789abcdef',
      's3://the-bucket/gatehouse-demo/code/../../other/code/x',
    ].map((downloadLocation): [string, (subjects: Subjects) => unknown] => [
      'names no zip below s3://the-bucket/gatehouse-demo/code/',
      ([zip, template]) => [{ ...zip, downloadLocation }, template],
    ]),
  ])('is not gone back to when its statement %s', async (rule, change) => {
    await deployAnother();
    const file = kept('.provenance.json');
    const statement = JSON.parse(read(file).toString()) as Statement;
    workspace.write(file, JSON.stringify({ ...statement, subject: change(statement.subject) }));
    expect(await refusedRollback()).toBe(`${name()} ${rule}`);
  });

  test('is not gone back to with the statement of another release', async () => {
    const file = kept('.provenance.json');
    await deployAnother();
    const other = readdirSync(join(workspace.root, releases)).filter((one) =>
      one.endsWith('.provenance.json'),
    )[1];
    workspace.write(file, read(`${releases}/${other}`));
    expect(await refusedRollback()).toBe(`${name()} is of another release`);
  });

  test('without a statement is gone back to when that is asked for, and in no other case', async () => {
    await deployAnother();
    rmSync(join(workspace.root, kept('.provenance.json')));
    expect(await refusedRollback()).toBe(
      `version ${first} of gatehouse-demo has no statement of provenance, so nothing shows what it is; ` +
        '--unverified goes back to it all the same',
    );
    const { error, output } = await workspace.run(['--rollback', '--unverified']);
    expect(error).toBeNull();
    expect(output).toContain(`version ${first} has no statement of provenance: nothing shows what it is`);
    expect(deployed()).toBe(first);
  });

  test('with a statement that is broken is not gone back to, even when that is asked for', async () => {
    await deployAnother();
    workspace.write(kept('.provenance.json'), '{}');
    expect(await refusedRollback('--unverified')).toBe(
      'dist/deploy/gatehouse-demo.provenance.json is no in-toto Statement v1',
    );
  });

  test('is all that --unverified is for', async () => {
    const { error } = await workspace.run(['--unverified']);
    expect(error).toMatch(/^--unverified is for a rollback/);
  });
});
