// The texts in English, in ASCII: so the parts of a mail need no encoding, and are read as they are.
import type { Texts } from './texts.ts';

export const english: Texts = {
  language: 'en',
  greeting: (name) => (name === null ? 'Hello,' : `Hello ${name},`),
  letters: {
    verify_email: ({ address, until }) => ({
      subject: 'Confirm your email address',
      before: [`To confirm that ${address} is your address, open this page and enter your password:`],
      linkText: 'Confirm my address',
      after: [`The link is good until ${timeOf(until)}.`, 'If you asked for nothing, do nothing.'],
    }),
    reset_password: ({ until }) => ({
      subject: 'Choose a new password',
      before: ['To choose a new password, open this page:'],
      linkText: 'Choose a new password',
      after: [
        `The link is good until ${timeOf(until)}.`,
        'If you asked for nothing, do nothing: your password stays what it is.',
      ],
    }),
    password_changed: () => ({
      subject: 'Your password was changed',
      before: ['The password of your account was changed.', IF_IT_WAS_NOT_YOU],
      after: [],
    }),
    email_change_asked: () => ({
      subject: 'A new email address was asked for',
      before: [
        'Somebody who is signed in to your account has asked to change its email address.',
        'It is changed when the new address is confirmed, and you are told again.',
        IF_IT_WAS_NOT_YOU,
      ],
      after: [],
    }),
    email_changed: () => ({
      subject: 'Your email address was changed',
      before: [
        'The email address of your account was changed, and is no longer this one.',
        'If it was not you, write to whoever runs this service.',
      ],
      after: [],
    }),
    second_factor_changed: () => ({
      subject: 'Your second factor was changed',
      before: ['A second factor of your account was added or removed.', IF_IT_WAS_NOT_YOU],
      after: [],
    }),
    account_exists: () => ({
      subject: 'You have an account already',
      before: [
        'Somebody has asked for an account with this email address, which has one already.',
        'If it was you, sign in with your password, or choose a new one there. If it was not, do nothing.',
      ],
      after: [],
    }),
  },
};

const IF_IT_WAS_NOT_YOU = 'If it was not you, choose a new password at once: on the page where you sign in.';

const timeOf = (until: Date | null): string =>
  until === null ? '' : `${until.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
