// The small page that links in mails lead to on this machine: it confirms an address, and takes a new password.

/** Acts on a click alone, since scanners of mails open links, and forgets the token of the address bar. */
export const SCRIPT = `
const ACTS = {
  verify_email: {
    title: 'Confirm your email address',
    label: 'Your password',
    autocomplete: 'current-password',
    button: 'Confirm my address',
    path: '/auth/email/verify',
    body: (token, password) => ({ token, password }),
    done: 'Your address is confirmed. You can sign in.',
  },
  reset_password: {
    title: 'Choose a new password',
    label: 'Your new password',
    autocomplete: 'new-password',
    button: 'Set this password',
    path: '/auth/password/reset',
    body: (token, password) => ({ token, new_password: password }),
    done: 'Your password is changed, and you are signed out everywhere. Sign in with the new one.',
  },
};
const TOLD = {
  invalid_grant: 'This link is no longer good: it was used, it is too old, or something has changed. Ask for another one.',
  invalid_credentials: 'This is not the password. Try again.',
  too_many_attempts: 'There were too many attempts. Wait, and try again.',
};
const at = (id) => document.getElementById(id);
let link = { act: undefined, token: '' };

const show = () => {
  const parameters = new URLSearchParams(location.hash.slice(1));
  if (!parameters.has('token')) return;
  const name = parameters.get('action');
  link = { act: Object.hasOwn(ACTS, name) ? ACTS[name] : undefined, token: parameters.get('token') };
  history.replaceState(null, '', location.pathname);
  at('form').hidden = link.act === undefined;
  say('');
  if (link.act === undefined) return say('This page does not know what the link is for.');
  document.title = at('title').textContent = link.act.title;
  at('label').textContent = link.act.label;
  at('button').textContent = link.act.button;
  at('password').autocomplete = link.act.autocomplete;
  at('password').value = '';
  at('password').focus();
};

const say = (text) => { at('message').textContent = text; };

const send = async ({ act, token }) => {
  const answer = await fetch(act.path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(act.body(token, at('password').value)),
  });
  if (answer.ok) return { text: act.done, isOver: true };
  const problem = await answer.json().catch(() => ({}));
  const rules = (problem.errors ?? []).map(({ message }) => message);
  const text = TOLD[problem.code] ?? [problem.detail ?? 'It did not work.', ...rules].join(' ');
  return { text, isOver: problem.code === 'invalid_grant' };
};

at('form').addEventListener('submit', async (event) => {
  event.preventDefault();
  at('button').disabled = true;
  say('');
  const { text, isOver } = await send(link).catch(() => ({ text: 'The server cannot be reached.', isOver: false }));
  at('button').disabled = false;
  at('form').hidden = isOver;
  say(text);
  if (!isOver) at('password').focus();
});
addEventListener('hashchange', show);
show();
`;

export const STYLE = `
:root { color-scheme: light dark; font: 1.05rem/1.5 system-ui, sans-serif; }
body { margin: 0; }
main { box-sizing: border-box; max-width: 26rem; margin: 12vh auto 0; padding: 0 1.2rem; }
h1 { font-size: 1.4rem; }
label, input, button { display: block; width: 100%; box-sizing: border-box; font: inherit; }
input, button { margin: 0.3rem 0 1rem; padding: 0.6rem 0.7rem; border: 1px solid #767676; border-radius: 0.4rem; }
button { border-color: #0b57d0; background: #0b57d0; color: #fff; cursor: pointer; }
button:disabled { opacity: 0.6; }
:focus-visible { outline: 3px solid #7cacf8; outline-offset: 2px; }
[hidden] { display: none; }
`;

export const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Gatehouse</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1 id="title">Gatehouse</h1>
<form id="form" hidden>
<label id="label" for="password">Password</label>
<input id="password" type="password" required>
<button id="button">Go on</button>
</form>
<p id="message" role="status">Open this page by the link of a mail.</p>
<noscript><p>This page needs JavaScript.</p></noscript>
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
