// The port that every way of sending is behind.
import type { Message } from '../message.ts';

/** Hands one message on. What it throws is a `MailNotSent`; whether the message went out all the same, nobody can know. */
export interface MailTransport {
  send(message: Message): Promise<void>;
}

/** Why a message was not sent, in words that hold no address and no answer of a server, which would repeat it. */
export class MailNotSent extends Error {
  override readonly name = 'MailNotSent';
}
