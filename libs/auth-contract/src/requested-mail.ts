// What the routes take that mail a link to an address: nothing of it is told but that it was received.
import { closed, Email } from '@gatehouse/contract/fields';

export const MailRequest = closed({ email: Email }, { title: 'MailRequest' });
