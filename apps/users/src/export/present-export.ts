// What is kept about an account as its owner gets it: member by member, and so without hashes, digests and secrets.
import type { Mail } from '@gatehouse/db';
import type { Factors, Passkey } from '@gatehouse/factors';
import { parseCause } from '@gatehouse/mail/rows';
import type { Session } from '@gatehouse/sessions';
import type { AccountExport } from '@gatehouse/users-contract';
import { presentUser, seenBy } from '../present-user.ts';
import type { KeptAboutAccount } from './export-account.ts';

export const presentExport = ({ account, sessions, mails, exportedAt }: KeptAboutAccount): AccountExport => ({
  exported_at: exportedAt.toISOString(),
  account: presentUser(seenBy(account, account)),
  sessions: sessions.map(presentSession),
  second_factors: presentFactors(account.factors),
  waiting_mails: mails.map(presentMail),
});

const presentSession = (session: Session): AccountExport['sessions'][number] => ({
  id: session.id,
  created_at: session.createdAt.toISOString(),
  authenticated_at: session.authenticatedAt.toISOString(),
  last_used_at: session.lastUsedAt.toISOString(),
  expires_at: session.expiresAt.toISOString(),
  ends_at_latest: session.absoluteExpiresAt.toISOString(),
  amr: [...session.amr],
  user_agent: session.userAgent,
  address: session.address,
  last_refreshed_from: session.predecessor?.network ?? null,
  answered_late_at: session.answeredLateAt.map(toText),
  replayed_elsewhere_at: session.replayedElsewhereAt.map(toText),
});

const presentFactors = (factors: Factors): AccountExport['second_factors'] => ({
  totp: factors.totp !== null,
  totp_pending_until: toTextOrNull(factors.pendingTotp?.expiresAt ?? null),
  recovery_codes_left: factors.recoveryDigests.length,
  passkeys: factors.passkeys.map(presentPasskey),
});

const presentPasskey = (passkey: Passkey): AccountExport['second_factors']['passkeys'][number] => ({
  id: passkey.id,
  name: passkey.name,
  credential_id: passkey.credentialId,
  public_key: passkey.publicKey,
  sign_count: passkey.counter,
  transports: [...passkey.transports],
  synced: passkey.synced,
  created_at: passkey.createdAt.toISOString(),
  last_used_at: toTextOrNull(passkey.lastUsedAt),
});

const presentMail = (mail: Mail): AccountExport['waiting_mails'][number] => ({
  kind: mail.kind,
  to: addressIn(mail),
  created_at: mail.createdAt.toISOString(),
  due_at: mail.dueAt.toISOString(),
  attempts: mail.attempts,
});

/** The address that the row names, where it names one. */
const addressIn = (mail: Mail): string | null => {
  const cause: { readonly to?: string; readonly email?: string } = parseCause(mail)?.cause ?? {};
  return cause.to ?? cause.email ?? null;
};

const toText = (time: Date): string => time.toISOString();

const toTextOrNull = (time: Date | null): string | null => time && toText(time);
