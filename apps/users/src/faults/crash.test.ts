// Processes that are killed while they register or ask for another email: there is nothing, or all of it, or it can be repeated.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { atEveryPoint } from '@gatehouse/test-support';
import { register } from '../register/register.ts';
import { registerWaiting } from '../register/register-waiting.ts';
import { as, codeOf, describeOnStores, later, depsOf, mailsOf, registrationOf } from '../testing.ts';
import { updateUser } from '../update/update.ts';
import type { CrashPlan } from './crash.ts';

const SCRIPT = join(import.meta.dirname, 'crash.ts');
const IN_ALL_MS = 300_000;

describeOnStores('crash of registrations and changes', (on) => {
  let email = '';
  const planned = (act: CrashPlan['act'], id?: string) => async () => {
    email = `${randomUUID()}@example.com`;
    return { url: on.store.url, act, email, ...(id !== undefined && { id }) };
  };
  const deps = (now?: Date) => depsOf(on, now);

  test(
    'anywhere inside a registration leaves no account, or one with its mail',
    async () => {
      const calls = await atEveryPoint(SCRIPT, planned('register'), async (acknowledged) => {
        const account = await on.store.database.users.findByEmail(email);
        if (acknowledged) expect(account).not.toBeNull();
        if (account !== null) expect(await mailsOf(on, account.id)).toHaveLength(1);
        expect(await codeOf(register(deps(), registrationOf(email)))).toBe(
          account === null ? undefined : 'email_taken',
        );
      });
      expect(calls).toBe(2);
    },
    IN_ALL_MS,
  );

  test(
    'anywhere inside a registration that waits leaves none, or one with its mail',
    async () => {
      const { registrations } = on.store.database;
      const calls = await atEveryPoint(SCRIPT, planned('registerWaiting'), async (acknowledged) => {
        const waiting = await registrations.findByEmail(email);
        if (acknowledged) expect(waiting).not.toBeNull();
        if (waiting !== null) expect(await mailsOf(on, waiting.id)).toHaveLength(1);
        await registerWaiting(deps(), registrationOf(email));
        const { id } = (await registrations.findByEmail(email))!;
        expect(await mailsOf(on, id)).toHaveLength(waiting === null ? 1 : 2);
      });
      expect(calls).toBe(4);
    },
    IN_ALL_MS,
  );

  test(
    'anywhere inside a change of email leaves the one before, or a pending one with both its mails',
    async () => {
      const { id } = on.ada;
      const { users } = on.store.database;
      const calls = await atEveryPoint(SCRIPT, planned('update', id), async (acknowledged) => {
        const account = (await users.findById(id))!;
        const isPending = account.pendingEmail === email;
        if (acknowledged) expect(isPending).toBe(true);
        if (isPending) {
          const mails = await mailsOf(on, id);
          const ofThis = mails.filter((mail) => JSON.stringify(mail).includes(account.pendingId!));
          expect(ofThis.map((mail) => mail?.kind).sort()).toEqual(['email_changed', 'verify_email']);
        }
        const change = { email, firstName: 'Augusta' };
        const { user: changed } = await updateUser(deps(later(1)), { principal: as(on.ada), id, change });
        expect(changed).toMatchObject({ pendingEmail: email, email: on.ada.email, firstName: 'Augusta' });
      });
      expect(calls).toBe(7);
    },
    IN_ALL_MS,
  );
});
