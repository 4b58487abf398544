// The mails of this run, and their links.
import { ask } from './api.js';
import { fill, hush, make, onClick, say, tag, timeOf } from './dom.js';
import { followLink } from './links.js';

const SAYS = 'outbox-says';

export const startOutbox = () => {
  onClick('outbox-read', SAYS, readOutbox);
  void readOutbox().catch(() => undefined);
};

export const readOutbox = async () => {
  const { mails } = await ask('outbox');
  if (mails === null)
    return say(
      SAYS,
      'MAIL_URL sends the mails of this run elsewhere, so there is no folder to look into.',
      'warm',
    );
  const open = new Set([...document.querySelectorAll('#mails details[open]')].map(({ id }) => id));
  fill(
    'mails',
    mails.map((/** @type {any} */ mail) => item(mail, open.has(idOf(mail)))),
  );
  if (mails.length === 0) say(SAYS, 'No mail yet.');
  else hush(SAYS);
};

/** @param {{ id: string }} mail */
const idOf = ({ id }) => `mail-${id}`;

/** @param {any} mail  @param {boolean} isOpen */
const item = (mail, isOpen) => {
  const link = /^https?:\S+(#action=\S+)$/m.exec(mail.text)?.[1];
  const details = make(
    'details',
    { id: idOf(mail) },
    make(
      'summary',
      {},
      make('strong', {}, mail.subject),
      ` to ${mail.to}, ${timeOf(mail.at)} `,
      tag(mail.kind),
    ),
    make('pre', { tabindex: '0', 'aria-label': `Mail: ${mail.subject}` }, mail.text.trim()),
    ...(link === undefined ? [] : [follow(link)]),
  );
  details.open = isOpen;
  return details;
};

/** @param {string} link */
const follow = (link) => {
  const button = make('button', { class: 'quiet', type: 'button' }, 'Follow its link');
  button.addEventListener('click', () => followLink(link));
  return button;
};
