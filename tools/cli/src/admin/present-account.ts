// An account as an operator reads it in a terminal: a line for each thing, and no hash and no secret.
import { NO_PASSWORD } from '@gatehouse/accounts';
import type { Account, Mail, WaitingRegistration } from '@gatehouse/db';
import type { Factors } from '@gatehouse/factors';
import type { Session } from '@gatehouse/sessions';
import { presentText } from '../present-text.ts';

export interface Beside {
  readonly sessions: readonly Session[];
  readonly mails: readonly Mail[];
}

/** Sessions are those that stand. */
export const presentAccount = (account: Account, { sessions, mails }: Beside): readonly string[] => [
  account.email,
  line('id', account.id),
  line('name', nameOf(account)),
  line('email', account.emailVerified ? 'verified' : 'not verified'),
  ...(account.pendingEmail === null ? [] : [line('', `${account.pendingEmail} waits to be confirmed`)]),
  line('status', account.disabled ? 'disabled' : 'enabled'),
  line('roles', account.roles.join(', ')),
  ...(account.passwordHash === NO_PASSWORD ? [line('password', 'none until a reset')] : []),
  line('second factor', factorsOf(account.factors)),
  line('created', account.createdAt.toISOString()),
  line('changed', account.updatedAt.toISOString()),
  ...section('sessions', sessions.map(presentSession)),
  ...section('mails', mails.map(presentMail)),
];

export const presentWaiting = (waiting: WaitingRegistration): readonly string[] => [
  `${waiting.email} (waits to be confirmed, and is no account)`,
  line('id', waiting.id),
  line('name', nameOf(waiting)),
  line('created', waiting.createdAt.toISOString()),
  line('until', waiting.expiresAt.toISOString()),
];

const WIDTH = 'second factor'.length;

const line = (name: string, value: string): string => `  ${name.padEnd(WIDTH)}  ${value}`;

const section = (name: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [line(name, 'none')] : lines.map((text, index) => line(index === 0 ? name : '', text));

const nameOf = ({ firstName, lastName }: Pick<Account, 'firstName' | 'lastName'>): string =>
  presentText(`${firstName} ${lastName}`);

const factorsOf = ({ totp, recoveryDigests, passkeys }: Factors): string => {
  const said = [
    ...(totp === null ? [] : ['an app']),
    ...(passkeys.length === 0 ? [] : [countOf(passkeys.length, 'passkey')]),
  ];
  if (said.length === 0) return 'none';
  return [...said, `${countOf(recoveryDigests.length, 'recovery code')} left`].join(', ');
};

const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const presentSession = ({ id, lastUsedAt, address, userAgent, amr }: Session): string =>
  [
    `last used ${lastUsedAt.toISOString()}`,
    ...(address === '' ? [] : [`from ${address}`]),
    `by ${amr.join(', ')}`,
    ...(userAgent === '' ? [] : [presentText(userAgent)]),
    id,
  ].join('  ');

const presentMail = ({ kind, createdAt, attempts }: Mail): string =>
  `${kind} since ${createdAt.toISOString()}, tried ${attempts} times`;
