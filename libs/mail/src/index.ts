// The face of @gatehouse/mail: the sender and what it sends by. Whoever only causes mails takes @gatehouse/mail/rows.
export { createMailSender, type MailSender, type MailSenderOptions } from './create-mail-sender.ts';
export { composeMessage, type Envelope, type Message } from './message.ts';
export {
  parseMailUrl,
  type MailAddress,
  type OutboxAddress,
  type SesAddress,
  type SmtpAddress,
} from './mail-url.ts';
export {
  CAUSE_SECONDS,
  decide,
  type LinkOrder,
  type MailDecision,
  type Owner,
  type Standing,
  type WaitingOwner,
} from './sender/decide.ts';
export type { SenderDeps, SenderStores } from './sender/deps.ts';
export { sendDue } from './sender/send-due.ts';
export { english } from './texts/en.ts';
export { render, type Parts } from './texts/render.ts';
export type { Facts, Letter, LetterName, Texts } from './texts/texts.ts';
export { openTransport } from './transports/open-transport.ts';
export { MailNotSent, type MailTransport } from './transports/transport.ts';
