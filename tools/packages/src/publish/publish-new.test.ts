import { describe, expect, test } from '@jest/globals';
import { publishNew, type Npm } from './publish-new.ts';

const tarballs = ['access', 'jwt'].map((name) => ({
  ...{ name: `@gatehouse/${name}`, version: '0.2.0', tag: `${name}@0.2.0`, file: `dist/npm/${name}.tgz` },
}));
const absent = { status: 1, stdout: '{"error":{"code":"E404","summary":"not found"}}' };
const there = { status: 0, stdout: '"0.2.0"' };

/** An npm that answers so to `view` and `publish`, and the calls that it got. */
const npmOf = (view: Awaited<ReturnType<Npm>>[], publish = { status: 0, stdout: '' }) => {
  const calls: string[] = [];
  const npm: Npm = async (args) => {
    calls.push(args.join(' '));
    return args[0] === 'view' ? (view.shift() ?? absent) : publish;
  };
  return { npm, calls };
};

describe('what is published', () => {
  test('is what the registry does not have, with provenance and for anyone', async () => {
    const { npm, calls } = npmOf([there, absent]);
    expect(await publishNew(tarballs, npm)).toEqual([tarballs[1]]);
    expect(calls).toEqual([
      'view @gatehouse/access@0.2.0 version --json',
      'view @gatehouse/jwt@0.2.0 version --json',
      'publish dist/npm/jwt.tgz --provenance --access public',
    ]);
  });

  test('is a new version of a package that is there, to which npm answers with nothing', async () => {
    const { npm } = npmOf([{ status: 0, stdout: '' }, there]);
    expect(await publishNew(tarballs, npm)).toEqual([tarballs[0]]);
  });

  test.each([
    ['a registry that is away', { status: 1, stdout: '{"error":{"code":"ENOTFOUND"}}' }],
    ['an answer that is no JSON', { status: 1, stdout: 'oops' }],
  ])('is nothing after %s: nobody knows what it has', async (_what, answer) => {
    const { npm, calls } = npmOf([answer]);
    await expect(publishNew(tarballs, npm)).rejects.toThrow(
      '@gatehouse/access@0.2.0: the registry could not',
    );
    expect(calls).toHaveLength(1);
  });

  test('ends at the first package that is refused, by its name', async () => {
    const { npm, calls } = npmOf([], { status: 1, stdout: '' });
    await expect(publishNew(tarballs, npm)).rejects.toThrow('@gatehouse/access@0.2.0 was not published');
    expect(calls).toHaveLength(2);
  });
});
