import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { Principal } from '@gatehouse/http/principal';
import { formatCause } from '@gatehouse/mail/rows';
import { as, codeOf, depsOf, describeOnStores, ENDINGS, later, START } from '../testing.ts';
import { updateUser } from '../update/update.ts';
import { exportAccount } from './export-account.ts';
import { presentExport } from './present-export.ts';

const TIME = START.toISOString();

/** Nothing that these say may leave. */
const SECRETS = ['sealed-totp', 'sealed-pending', 'digest-of-a-code'];

const FACTORS = {
  totp: { sealedSecret: 'sealed-totp', lastStep: 7 },
  pendingTotp: { sealedSecret: 'sealed-pending', expiresAt: START },
  recoveryDigests: ['digest-of-a-code'],
  passkeys: [
    {
      id: 'passkey-1',
      name: 'My telephone',
      credentialId: 'credential',
      publicKey: 'key',
      counter: 3,
      transports: ['internal'],
      synced: true,
      createdAt: START,
      lastUsedAt: null,
    },
  ],
};

describeOnStores('exporting', (on) => {
  const enrol = (id: string) =>
    on.store.database.users.swapFactors(id, {
      from: 0,
      epoch: 0,
      factors: FACTORS,
      endsSessions: false,
      now: START,
    });

  test('has all that is kept about the account, and no hash, digest or secret', async () => {
    const { id, email } = on.ada;
    await enrol(id);
    const cause = formatCause({ why: 'registered', email });
    const mail = { kind: 'verify_email', cause, createdAt: START, dueAt: START, attempts: 1 } as const;
    await on.store.database.mails.insert({ id: `mail-of-${id}`, accountId: id, ...mail });
    const exported = presentExport(await exportAccount(depsOf(on), as(on.ada)));
    expect(exported).toMatchObject({
      exported_at: TIME,
      account: { id, email, pending_email: null, roles: ['user'] },
      sessions: [
        {
          id: `session-of-${id}`,
          authenticated_at: TIME,
          ends_at_latest: later(86_400).toISOString(),
          amr: ['pwd'],
          last_refreshed_from: null,
        },
      ],
      second_factors: {
        totp: true,
        totp_pending_until: TIME,
        recovery_codes_left: 1,
        passkeys: [{ id: 'passkey-1', name: 'My telephone', credential_id: 'credential', sign_count: 3 }],
      },
      waiting_mails: [{ kind: 'verify_email', to: email, attempts: 1 }],
    });
    const account = (await on.store.database.users.findById(id))!;
    const session = (await on.store.database.sessions.findById(`session-of-${id}`))!;
    const text = JSON.stringify(exported);
    for (const secret of [...SECRETS, account.passwordHash, session.familyDigest, session.currentDigest])
      expect(text).not.toContain(secret);
  });

  test('tells of no pending address whether another account has it', async () => {
    const kindsAfter = async (principal: Principal, email: string) => {
      const deps = { ...depsOf(on), hidesOwners: true };
      await updateUser(deps, { principal, id: principal.subject, change: { email } });
      return presentExport(await exportAccount(deps, principal)).waiting_mails.map(({ kind }) => kind);
    };
    const free = await kindsAfter(as(on.ada), `${randomUUID()}@example.com`);
    const taken = await kindsAfter(as(on.eve), on.root.email);
    expect([free, taken]).toEqual([['email_changed'], ['email_changed']]);
  });

  test('is for oneself, soon after a login', async () => {
    expect(await codeOf(exportAccount(depsOf(on, later(900)), as(on.ada)))).toBeUndefined();
    expect(await codeOf(exportAccount(depsOf(on, later(901)), as(on.ada)))).toBe('reauthentication_required');
  });

  test.each(ENDINGS)('by somebody who is %s is not authorized', async (_how, end) => {
    await end(on.store.database, on.ada.id);
    expect(await codeOf(exportAccount(depsOf(on), as(on.ada)))).toBe('unauthorized');
  });
});
