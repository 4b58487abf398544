// Every call to the gateway as it comes, and the policy that judged the last guarded one.
import { ask } from './api.js';
import { at, fill, make, say, show, tag, timeOf } from './dom.js';
import { readOutbox } from './outbox.js';

/** Newest first, no more than somebody looks through. */
const SHOWN = 60;
const RETRY_MS = 2000;

/** @typedef {{ outcome: string, remembered: boolean, principal_id?: string, policy?: object, routes?: readonly Route[] }} Decision */
/** @typedef {{ method: string, path: string, opens: 'public' | 'yes' | 'own' | 'no' }} Route */
/** @typedef {{ number: number, at: string, method: string, path: string, status: number, duration_ms: number, has_route: boolean, authorizer: Decision | null }} Call */

export const startLive = async () => {
  for (let after = 0; ;) {
    await untilSeen();
    try {
      const { calls } = await ask('calls', { after });
      if (calls === null) throw new Error('The gateway is stopping.');
      if (calls.length > 0) after = calls.at(-1).number;
      present(calls);
    } catch (error) {
      at('live-says').textContent = String(error instanceof Error ? error.message : error);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
};

/** A browser has six connections to a gateway for all of its tabs: one that nobody looks at waits on none of them. */
const untilSeen = async () => {
  while (document.visibilityState !== 'visible')
    await new Promise((resolve) => document.addEventListener('visibilitychange', resolve, { once: true }));
};

/** @param {readonly Call[]} calls */
const present = (calls) => {
  at('live-says').textContent = 'Calls appear here, newest first.';
  const list = at('live');
  list.prepend(...calls.toReversed().map(item));
  while (list.children.length > SHOWN) list.lastElementChild?.remove();
  const guarded = calls.findLast(({ authorizer }) => authorizer !== null);
  if (guarded !== undefined) presentDecision(guarded);
  if (calls.some(({ method }) => method !== 'GET'))
    setTimeout(() => void readOutbox().catch(() => undefined), 1500);
};

/** @param {Call} call */
const item = (call) =>
  make(
    'li',
    { class: 'new' },
    make(
      'div',
      { class: 'line' },
      make('code', {}, `${call.method} ${call.path}`),
      tag(String(call.status), call.status < 400 ? 'good' : call.status < 500 ? 'warm' : 'bad'),
    ),
    make('span', { class: 'small-print' }, `${timeOf(call.at)}, ${call.duration_ms} ms. ${sentenceOf(call)}`),
  );

/** @param {Call} call */
const sentenceOf = ({ authorizer, status, method, has_route: hasRoute }) => {
  if (!hasRoute && method !== 'OPTIONS') return 'No API has this route.';
  if (authorizer === null) return 'For anyone: no authorizer is asked.';
  // Without any token the authorizer is not even asked.
  if (authorizer.outcome === 'unauthorized') return 'No token that is good.';
  const isRefusedBehind = authorizer.outcome === 'allow' && (status === 401 || status === 403);
  const source = authorizer.remembered ? 'Remembered answer' : 'Authorizer asked';
  return `${source}: ${outcomeOf(authorizer)}${isRefusedBehind ? ', and the route itself refused' : ''}.`;
};

/** An authorizer of an HTTP API may say yes or no without a policy. @param {Decision} decision */
const outcomeOf = ({ outcome, policy }) => {
  if (outcome === 'failed') return 'it failed';
  const whoever = policy === undefined ? 'it' : 'the policy';
  return `${whoever} ${outcome === 'allow' ? 'opens' : 'does not open'} this route`;
};

/** @param {Call} call */
const presentDecision = (call) => {
  const decision = /** @type {Decision} */ (call.authorizer);
  const tone = decision.outcome === 'allow' ? 'good' : 'bad';
  say('policy-says', `${call.method} ${call.path}. ${sentenceOf(call)}`, tone);
  show('policy-there', decision.policy !== undefined);
  if (decision.policy === undefined) return;
  at('policy').textContent = JSON.stringify(decision.policy, null, 2);
  fill('routes', (decision.routes ?? []).filter(({ opens }) => opens !== 'public').map(row));
};

/** @type {Readonly<Record<string, readonly [string, 'good' | 'warm' | 'bad']>>} */
const OPENS = { yes: ['yes', 'good'], own: ['for the own id', 'good'], no: ['no', 'warm'] };

/** @param {Route} route */
const row = ({ method, path, opens }) => {
  const [text, tone] = OPENS[opens] ?? [opens, 'warm'];
  return make('tr', {}, make('th', { scope: 'row' }, `${method} ${path}`), make('td', {}, tag(text, tone)));
};
