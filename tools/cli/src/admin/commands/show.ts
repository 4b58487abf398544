// npm run admin -- show EMAIL
import { presentAccount, presentWaiting } from '../present-account.ts';
import { refuseUnknown } from '../account-of.ts';
import type { AdminCommand } from '../command.ts';

/** An account, and a registration that waits for the same email. */
export const show: AdminCommand = {
  takes: 'EMAIL',
  does: 'what is kept about an account, but hashes and secrets',
  run: async ({ users, registrations, sessions, mails, now }, { email }) => {
    const account = await users.findByEmail(email.toLowerCase());
    const waiting = await registrations.findByEmail(email.toLowerCase());
    const lines = [...(waiting === null || waiting.expiresAt <= now() ? [] : presentWaiting(waiting))];
    if (account !== null) {
      const held = await sessions.listByAccount(account.id, now());
      const standing = held.filter(({ epoch }) => epoch >= account.epoch);
      lines.unshift(
        ...presentAccount(account, { sessions: standing, mails: await mails.listOf(account.id) }),
      );
    }
    return lines.length === 0 ? refuseUnknown() : lines;
  },
};
