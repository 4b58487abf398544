// What the use cases of this app tell of, event by event; what a line is made of stands in libs/audit.
import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { register } from './register/register.ts';
import { removeUser } from './remove/remove.ts';
import { as, codeOf, depsOf, describeOnStores, PASSWORD } from './testing.ts';
import { updateUser } from './update/update.ts';

describeOnStores('audit events', (on) => {
  test('a registration is told, and not the one of a taken email', async () => {
    const deps = depsOf(on);
    const email = `Ada.${randomUUID()}@Example.com`;
    const input = { firstName: 'Ada', lastName: 'Lovelace', email, password: PASSWORD, address: '192.0.2.1' };
    const { id: subject } = await register(deps, input);
    expect(await codeOf(register(deps, input))).toBe('email_taken');
    expect(deps.taken()).toEqual([{ event: 'account_created', subject, email }]);
  });

  test('a change is told by the names of its members, as the API has them', async () => {
    const deps = depsOf(on);
    const email = `${randomUUID()}@example.com`;
    const { id } = on.ada;
    await updateUser(deps, { principal: as(on.ada), id, change: { lastName: 'King', email } });
    await updateUser(deps, { principal: as(on.root), id, change: { firstName: 'Augusta' } });
    expect(await codeOf(updateUser(deps, { principal: as(on.eve), id, change: { firstName: 'Eve' } }))).toBe(
      'forbidden',
    );
    expect(deps.taken()).toEqual([
      { event: 'account_changed', subject: id, changed: ['last_name', 'email'], email },
      { event: 'account_changed', subject: id, changed: ['first_name'] },
    ]);
  });

  test('the end of an account is told, and that of each of its sessions', async () => {
    const deps = depsOf(on);
    const { id } = on.ada;
    await removeUser(deps, { principal: as(on.ada), id });
    expect(await codeOf(removeUser(deps, { principal: as(on.root), id }))).toBe('not_found');
    expect(deps.taken()).toEqual([
      { event: 'session_ended', subject: id, sid: `session-of-${id}`, why: 'removed' },
      { event: 'account_removed', subject: id },
    ]);
  });
});
