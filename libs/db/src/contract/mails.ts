// The part of the contract that mails to be sent are held to.
import { expect, test } from '@jest/globals';
import type { Mail, MailStore } from '../waiting-ports.ts';
import { at, randomId, sampleMail } from './samples.ts';
import type { OpenSubject } from './subject.ts';
import { atOnce, countTrue, useMigrated } from './subject.ts';

export const describeMailStore = (open: OpenSubject): void => {
  const subject = useMigrated(open);
  const mails = (): MailStore => subject().database.mails;
  const inserted = async (fields: Partial<Mail> = {}): Promise<Mail> => {
    const mail = sampleMail(fields);
    expect(await mails().insert(mail)).toBe(true);
    return mail;
  };

  test('those that are due come by the time since when, as many as are asked for, field for field', async () => {
    const [second, first, third] = [
      await inserted({ dueAt: at(-20), cause: '$cause "quoted"', attempts: 3 }),
      await inserted({ dueAt: at(-30) }),
      await inserted({ dueAt: at(-10) }),
    ];
    await inserted({ dueAt: at(-9) });
    expect(await mails().due(at(-10), 2)).toEqual([first, second]);
    expect(await mails().due(at(-10), 10)).toEqual([first, second, third]);
    for (const { id } of [first, second, third]) await mails().remove(id);
    expect(await mails().due(at(-10), 10)).toEqual([]);
  });

  test('an id that is there is refused and changes nothing: of 20 at once, one is', async () => {
    const [id, accountId] = [randomId(), randomId()];
    expect(countTrue(await atOnce(20, () => mails().insert(sampleMail({ id, accountId }))))).toBe(1);
    expect(await mails().insert(sampleMail({ id, cause: 'another' }))).toBe(false);
    expect(await mails().listOf(accountId)).toMatchObject([{ id, cause: 'registered' }]);
  });

  test('one attempt is claimed once, and makes the mail due again later', async () => {
    const mail = await inserted();
    const claim = { attempts: 0, dueAt: at(60) };
    expect(countTrue(await atOnce(10, () => mails().claim(mail.id, claim)))).toBe(1);
    expect(await mails().listOf(mail.accountId)).toEqual([{ ...mail, attempts: 1, dueAt: at(60) }]);
    expect(await mails().claim(mail.id, { attempts: 1, dueAt: at(180) })).toBe(true);
    expect(await mails().claim(randomId(), claim)).toBe(false);
  });

  test('of an account all are listed and removed, and no other’s', async () => {
    const accountId = randomId();
    const theirs = [await inserted({ accountId }), await inserted({ accountId })];
    const stranger = await inserted();
    const listed = await mails().listOf(accountId);
    expect(new Set(listed.map(({ id }) => id))).toEqual(new Set(theirs.map(({ id }) => id)));
    await mails().removeOf(accountId);
    expect(await mails().listOf(accountId)).toEqual([]);
    expect(await mails().listOf(stranger.accountId)).toEqual([stranger]);
    expect(await mails().remove(theirs[0]!.id)).toBe(false);
  });

  test('a value that is no string reaches no query', async () => {
    const value = { $ne: null } as unknown as string;
    await expect(mails().remove(value)).rejects.toThrow(TypeError);
    await expect(mails().removeOf(value)).rejects.toThrow(TypeError);
    await expect(mails().listOf(value)).rejects.toThrow(TypeError);
    await expect(mails().claim(value, { attempts: 0, dueAt: at(1) })).rejects.toThrow(TypeError);
    await expect(mails().insert(sampleMail({ id: value }))).rejects.toThrow(TypeError);
  });
};
