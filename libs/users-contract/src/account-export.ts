// All that is kept about an account, but hashes, digests and secrets.
import { closed, Id, Instant } from '@gatehouse/contract/fields';
import Type, { type Static } from 'typebox';
import { User } from './user.ts';

const text = (example: string) => Type.String({ examples: [example] });
const count = (example: number) => Type.Integer({ minimum: 0, examples: [example] });
const orNull = (schema: ReturnType<typeof text>) => Type.Union([schema, Type.Null()]);

const KeptSession = closed({
  id: Id,
  created_at: Instant,
  authenticated_at: Instant,
  last_used_at: Instant,
  expires_at: Instant,
  ends_at_latest: Instant,
  amr: Type.Array(text('pwd')),
  user_agent: text('Mozilla/5.0 …'),
  address: text('203.0.113.7'),
  last_refreshed_from: orNull(text('203.0.113.0/24')),
  answered_late_at: Type.Array(Instant),
  replayed_elsewhere_at: Type.Array(Instant),
});

const KeptPasskey = closed({
  id: Id,
  name: text('My telephone'),
  credential_id: text('3q2-7w'),
  public_key: text('pQECAyYgASFYIA'),
  sign_count: count(0),
  transports: Type.Array(text('internal')),
  synced: Type.Boolean({ examples: [true] }),
  created_at: Instant,
  last_used_at: orNull(Instant),
});

const KeptFactors = closed({
  totp: Type.Boolean({ examples: [true] }),
  totp_pending_until: orNull(Instant),
  recovery_codes_left: count(10),
  passkeys: Type.Array(KeptPasskey),
});

const WaitingMail = closed({
  kind: text('password_changed'),
  to: orNull(text('ada@example.com')),
  created_at: Instant,
  due_at: Instant,
  attempts: count(0),
});

export const AccountExport = closed(
  {
    exported_at: Instant,
    account: User,
    sessions: Type.Array(KeptSession),
    second_factors: KeptFactors,
    waiting_mails: Type.Array(WaitingMail),
  },
  { title: 'AccountExport' },
);

/** Everything that is kept about an account. */
export type AccountExport = Readonly<Static<typeof AccountExport>>;
