// The variables of mail. An app that only causes mails reads the first one, to know whether there is mail at all; it never asks
// for what a reference stands for.
import { broken, httpsUrl, reference, type Kind, type Place, type Reference } from '@gatehouse/config';
import { hasPassword, parseMailUrl } from './mail-url.ts';

const mailUrl: Kind<Reference | null> = (value, place) => {
  if (value === undefined && place.inLambda) return null;
  const url = value ?? localOutbox(place);
  if (url.startsWith('file:')) return outboxAt(url, place);
  return reference({ secret: hasPassword(url), check: parseMailUrl })(url, place);
};

/** Where mails go; null in a stack that has no mail. A URL with a password is given by reference in Lambda. */
export const mailVariables = { MAIL_URL: mailUrl };

const localOutbox = ({ env }: Place): string => `file:${env['GATEHOUSE_HOME'] ?? '.gatehouse'}/outbox`;

/** Elsewhere `file:` names a file that has the value; here it is the value. */
const outboxAt = (url: string, { variable, inLambda }: Place): Reference => {
  if (inLambda) return broken('must be smtp://, smtps:// or ses: in Lambda, which keeps no files');
  parseMailUrl(url);
  return Object.freeze({ from: 'in-place', variable, reveal: () => url });
};

/** What the sender of mails reads besides. */
export const senderVariables = {
  /** Who mails are from; null where nothing is mailed. An outbox does without one. */
  MAIL_FROM: ((value, place) => {
    if (value !== undefined) return SENDER.test(value) ? value : broken(SENDER_RULE);
    if (isOff(place)) return null;
    return sends(place) ? broken('is required where MAIL_URL sends mails') : LOCAL_SENDER;
  }) satisfies Kind<string | null>,
  /** The page that links in mails lead to; null where nothing is mailed. */
  ACCOUNT_URL: ((value, place) => {
    if (value === undefined && isOff(place)) return null;
    return pageUrl(value, place);
  }) satisfies Kind<string | null>,
};

const pageUrl = httpsUrl({
  allowQuery: true,
  localFallback: ({ PORT = '3000' }) => `http://localhost:${PORT}/console`,
});

const isOff = ({ env, inLambda }: Place): boolean => inLambda && env['MAIL_URL'] === undefined;

/** Whether mails leave this machine. A MAIL_URL that cannot be used is told by itself. */
const sends = (place: Place): boolean => {
  const { MAIL_URL } = place.env;
  try {
    return MAIL_URL !== undefined && !MAIL_URL.startsWith('file:') && mailUrl(MAIL_URL, place) !== null;
  } catch {
    return false;
  }
};

const SENDER = /^(?:[^<>@"\\,;:()[\]\p{Cc}]+ <[^\s<>@,;]+@[^\s<>@,;]+>|[^\s<>@,;:]+@[^\s<>@,;:]+)$/u;
const SENDER_RULE = 'must be an address, or a name and an address: Example <no-reply@example.com>';
const LOCAL_SENDER = 'Gatehouse <gatehouse@localhost>';
