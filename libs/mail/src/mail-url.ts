// What MAIL_URL may be: where mails go. It lives apart from the transports, because a bad one has to stop the start, and no start
// loads a transport to find out.
import { broken } from '@gatehouse/config';

/** Where mails go. */
export type MailAddress = SmtpAddress | SesAddress | OutboxAddress;

export interface SmtpAddress {
  readonly by: 'smtp';
  readonly host: string;
  readonly port: number;
  /** Whether the connection begins with TLS (`smtps:`); else STARTTLS is asked for, and insisted on but for a loopback host. */
  readonly startsWithTls: boolean;
  readonly auth: { readonly user: string; readonly pass: string } | null;
}

export interface SesAddress {
  readonly by: 'ses';
  readonly region: string;
}

export interface OutboxAddress {
  readonly by: 'file';
  readonly folder: string;
}

/**
 * Tells the three apart. No message repeats any part of the URL, since it may hold a password.
 * @throws BrokenRule naming the rule that the URL broke
 */
export const parseMailUrl = (url: string): MailAddress => {
  const [, scheme = '', rest = ''] = /^([a-z]+):(.*)$/s.exec(url) ?? [];
  if (scheme === 'file') return { by: 'file', folder: folderOf(rest) };
  if (scheme === 'ses') return { by: 'ses', region: regionOf(rest) };
  if (scheme === 'smtp' || scheme === 'smtps') return smtpOf(url, scheme);
  return broken(FORMS);
};

const FORMS = 'must be a smtp:// or smtps:// URL, ses:REGION or file:FOLDER';

const folderOf = (folder: string): string => {
  if (folder === '' || folder.includes('\0')) return broken('must name a folder: file:FOLDER');
  return /^\/\/[^/]/.test(folder)
    ? broken('must have no host: file:FOLDER or file:///FOLDER')
    : folder.replace(/^\/+/, '/');
};

const regionOf = (region: string): string =>
  /^[a-z]{2}(-[a-z]+)+-\d$/.test(region) ? region : broken('must name a region: ses:eu-central-1');

const smtpOf = (url: string, scheme: 'smtp' | 'smtps'): SmtpAddress => {
  const { user, pass, host, port } = SMTP_URL.exec(url)?.groups ?? broken(SMTP_FORM);
  if (user !== undefined && pass === undefined) return broken(SMTP_FORM);
  const startsWithTls = scheme === 'smtps';
  return {
    by: 'smtp',
    host: (host ?? '').replace(/^\[(.*)\]$/, '$1'),
    port: port === undefined ? (startsWithTls ? 465 : 587) : portOf(port),
    startsWithTls,
    auth: user === undefined || pass === undefined ? null : { user: decoded(user), pass: decoded(pass) },
  };
};

const SMTP_URL =
  /^smtps?:\/\/(?:(?<user>[^:@/?#\s]+)(?::(?<pass>[^:@/?#\s]+))?@)?(?<host>[\w.-]+|\[[\da-fA-F:.]+\])(?::(?<port>\d{1,5}))?\/?$/;
const SMTP_FORM = 'must read smtps://[user:password@]host[:port], with user and password percent-encoded';

const portOf = (text: string): number => {
  const port = Number(text);
  return port >= 1 && port <= 65_535 ? port : broken('must have a port from 1 to 65535');
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return broken(SMTP_FORM);
  }
};

/** Whether a URL in place would hold a secret. */
export const hasPassword = (url: string): boolean => url.includes('@');
