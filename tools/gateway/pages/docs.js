// The API reference: Swagger UI over /openapi.json, with the token of whoever logged in, here or in the console.
import { claimsOf, onSharedToken, sharedToken, shareToken } from './token.js';

const status = /** @type {HTMLElement} */ (document.getElementById('token'));

const dark = matchMedia('(prefers-color-scheme: dark)');
const dress = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', dress);
dress();

/** An answer with an access token in it sets the authorization of the tries that follow. */
const takeToken = (/** @type {{ ok: boolean, obj?: unknown }} */ answer) => {
  const { access_token: token } = /** @type {{ access_token?: unknown }} */ (answer.obj ?? {});
  if (answer.ok && typeof token === 'string') {
    shareToken(token);
    authorize();
  }
  return answer;
};

/** @type {number | undefined} */
let untilItEnds;

const authorize = () => {
  clearTimeout(untilItEnds);
  const shared = sharedToken();
  if (shared === null) {
    if (ui.authSelectors.authorized().has('bearer')) ui.authActions.logout(['bearer']);
    status.textContent =
      'No token yet: log in below by POST /auth/login, or in the console. It is sent along from then on.';
    return;
  }
  ui.preauthorizeApiKey('bearer', shared.accessToken);
  untilItEnds = setTimeout(authorize, shared.expiresAtMs - Date.now());
  const { sub, roles } = claimsOf(shared.accessToken);
  const until = new Date(shared.expiresAtMs).toLocaleTimeString();
  status.textContent = `Signed in as account ${sub} (${[roles ?? []].flat().join(', ')}), until ${until}. Every try sends this token along.`;
};

/** The one server is the gateway that serves this page; the choice among one has no label either. */
const withoutServers = { components: { ServersContainer: () => null } };

const ui = SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  validatorUrl: null,
  responseInterceptor: takeToken,
  plugins: [withoutServers],
  onComplete: authorize,
});
onSharedToken(authorize);
