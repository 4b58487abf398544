// The part of the contract that one-time tokens are held to.
import { expect, test } from '@jest/globals';
import type { OneTimeToken, OneTimeTokenStore } from '../waiting-ports.ts';
import { at, randomId, sampleToken } from './samples.ts';
import type { OpenSubject } from './subject.ts';
import { atOnce, useMigrated } from './subject.ts';

export const describeTokenStore = (open: OpenSubject): void => {
  const subject = useMigrated(open);
  const tokens = (): OneTimeTokenStore => subject().database.tokens;
  const inserted = async (fields: Partial<OneTimeToken> = {}): Promise<OneTimeToken> => {
    const token = sampleToken(fields);
    expect(await tokens().insert(token)).toBe(true);
    return token;
  };

  test('a token is found by its digest, field for field, also when it has expired', async () => {
    const token = await inserted({ binding: '$binding {"$ne": null}', expiresAt: at(-1) });
    expect(await tokens().find(token.digest)).toEqual(token);
    expect(await tokens().find(randomId())).toBeNull();
  });

  test('a digest that is known is refused and changes nothing', async () => {
    const token = await inserted();
    expect(await tokens().insert(sampleToken({ digest: token.digest }))).toBe(false);
    expect(await tokens().find(token.digest)).toEqual(token);
  });

  test('of 20 that make one digest known at once, one does', async () => {
    const digest = randomId();
    const won = await atOnce(20, () => tokens().insert(sampleToken({ digest })));
    expect(won.filter(Boolean)).toHaveLength(1);
  });

  test('each try is one of those that are left, however many come at once', async () => {
    const token = await inserted({ triesLeft: 3 });
    const tries = await atOnce(10, () => tokens().countTry(token.digest));
    const left = tries.filter((counted) => counted !== null).map(({ triesLeft }) => triesLeft);
    expect(left.sort()).toEqual([0, 1, 2]);
    expect(await tokens().find(token.digest)).toEqual({ ...token, triesLeft: 0 });
    expect(await tokens().countTry(randomId())).toBeNull();
  });

  test('is spent once: of 20 at once, one has it', async () => {
    const token = await inserted();
    const spent = await atOnce(20, () => tokens().spend(token.digest));
    expect(spent.filter((had) => had !== null)).toEqual([token]);
    expect(await tokens().find(token.digest)).toBeNull();
  });

  test('those of an account are dropped by kind, and no others', async () => {
    const accountId = randomId();
    const [verify, reset, challenge] = [
      await inserted({ accountId, kind: 'verify_email' }),
      await inserted({ accountId, kind: 'reset_password' }),
      await inserted({ accountId, kind: 'login_challenge' }),
    ];
    const stranger = await inserted({ kind: 'verify_email' });
    await tokens().dropOf(accountId, ['verify_email', 'reset_password']);
    const left = [verify, reset, challenge, stranger].map(({ digest }) => tokens().find(digest));
    expect(await Promise.all(left)).toEqual([null, null, challenge, stranger]);
  });

  test('those of an account are dropped by kind and by what they are bound to', async () => {
    const accountId = randomId();
    const bound = { accountId, kind: 'verify_email', binding: 'ada@example.com' } as const;
    const [one, two, elsewhere, reset] = [
      await inserted(bound),
      await inserted(bound),
      await inserted({ ...bound, binding: 'pending:1' }),
      await inserted({ ...bound, kind: 'reset_password' }),
    ];
    await tokens().dropOf(accountId, ['verify_email'], bound.binding);
    const left = [one, two, elsewhere, reset].map(({ digest }) => tokens().find(digest));
    expect(await Promise.all(left)).toEqual([null, null, elsewhere, reset]);
  });

  test('a value that is no string reaches no query', async () => {
    const value = { $ne: null } as unknown as string;
    await expect(tokens().find(value)).rejects.toThrow(TypeError);
    await expect(tokens().spend(value)).rejects.toThrow(TypeError);
    await expect(tokens().countTry(value)).rejects.toThrow(TypeError);
    await expect(tokens().dropOf(value, ['verify_email'])).rejects.toThrow(TypeError);
    await expect(tokens().dropOf(randomId(), ['verify_email'], value)).rejects.toThrow(TypeError);
    await expect(tokens().insert(sampleToken({ digest: value }))).rejects.toThrow(TypeError);
  });
};
