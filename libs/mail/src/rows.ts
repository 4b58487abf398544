// The entry for whoever causes mails: rows and their causes, and nothing that could send.
export { formatCause, parseCause, type Cause, type Causes, type Occasion } from './causes.ts';
export { pendingBinding, resetBinding, RESET_SECONDS, VERIFY_SECONDS, WAITING_BINDING } from './links.ts';
export type { MailRows } from './row.ts';
export { writeMail, type NewMail } from './write-mail.ts';
