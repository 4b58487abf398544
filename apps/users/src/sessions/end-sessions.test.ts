import { expect, test } from '@jest/globals';
import { as, codeOf, depsOf, describeOnStores, ENDINGS, later, START } from '../testing.ts';
import { endSessionsAsAdmin } from './end-sessions.ts';

describeOnStores('ending sessions', (on) => {
  const sessionsOf = (id: string) => on.store.database.sessions.listByAccount(id, START);

  test('is for admins, at any time, and told as an operator’s act', async () => {
    const { id } = on.ada;
    const deps = depsOf(on, later(5000));
    expect(await codeOf(endSessionsAsAdmin(deps, { principal: as(on.eve), id }))).toBe('forbidden');
    expect(await codeOf(endSessionsAsAdmin(deps, { principal: as(on.root), id: 'nobody' }))).toBe(
      'not_found',
    );
    expect(await sessionsOf(id)).toHaveLength(1);
    await endSessionsAsAdmin(deps, { principal: as(on.root), id });
    expect(await sessionsOf(id)).toEqual([]);
    expect(deps.taken()).toEqual([
      { event: 'session_ended', subject: id, sid: `session-of-${id}`, why: 'operator' },
    ]);
  });

  test.each(ENDINGS)('as an admin who is %s is not authorized, and ends none', async (_how, end) => {
    await end(on.store.database, on.root.id);
    const input = { principal: as(on.root), id: on.ada.id };
    expect(await codeOf(endSessionsAsAdmin(depsOf(on), input))).toBe('unauthorized');
    expect(await sessionsOf(on.ada.id)).toHaveLength(1);
  });
});
