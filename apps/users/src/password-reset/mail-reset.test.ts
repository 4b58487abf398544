import { expect, test } from '@jest/globals';
import { as, codeOf, depsOf, describeOnStores, ENDINGS, later } from '../testing.ts';
import { mailResetAsAdmin } from './mail-reset.ts';

describeOnStores('mailing a reset', (on) => {
  const mailsTo = (id: string) => on.store.database.mails.listOf(id);

  test('is for admins, at any time, and writes the mail and no password', async () => {
    const { id } = on.ada;
    const { users } = on.store.database;
    const before = await users.findById(id);
    const deps = depsOf(on, later(5000));
    expect(await codeOf(mailResetAsAdmin(deps, { principal: as(on.eve), id }))).toBe('forbidden');
    expect(await codeOf(mailResetAsAdmin(deps, { principal: as(on.root), id: 'nobody' }))).toBe('not_found');
    expect(await mailsTo(id)).toEqual([]);
    await mailResetAsAdmin(deps, { principal: as(on.root), id });
    expect(await mailsTo(id)).toMatchObject([{ kind: 'reset_password', attempts: 0 }]);
    expect(deps.taken()).toEqual([{ event: 'password_reset_requested', subject: id }]);
    expect(await users.findById(id)).toEqual(before);
  });

  test('is not there where nothing is mailed, for an admin; others are refused as ever', async () => {
    const deps = { ...depsOf(on), mails: null };
    expect(await codeOf(mailResetAsAdmin(deps, { principal: as(on.root), id: on.ada.id }))).toBe('not_found');
    expect(await codeOf(mailResetAsAdmin(deps, { principal: as(on.eve), id: on.ada.id }))).toBe('forbidden');
  });

  test.each(ENDINGS)('as an admin who is %s is not authorized, and mails nothing', async (_how, end) => {
    await end(on.store.database, on.root.id);
    const input = { principal: as(on.root), id: on.ada.id };
    expect(await codeOf(mailResetAsAdmin(depsOf(on), input))).toBe('unauthorized');
    expect(await mailsTo(on.ada.id)).toEqual([]);
  });
});
