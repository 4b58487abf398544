// Which audit event each answer, and each operator's command, must have left behind.
import type { AuditEventName } from '@gatehouse/audit';
import type { Answer } from '../client.ts';

/** A call with its answer. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly answer: Answer;
}

/** How the suite knows that an event must be there; a new event without an entry does not compile. */
const EXPECTED: Readonly<Record<AuditEventName, EventExpectation>> = {
  account_created: { after: [['POST', /^\/users$/, 201]] },
  account_changed: { after: [['PATCH', /^\/users\/[^/]+$/, 200]] },
  account_removed: { after: [['DELETE', /^\/users\/[^/]+$/, 204]], afterCommand: ['erase'] },
  account_disabled: { after: [['POST', /^\/users\/[^/]+\/disable$/, 200]], afterCommand: ['disable'] },
  account_enabled: { after: [['POST', /^\/users\/[^/]+\/enable$/, 200]], afterCommand: ['enable'] },
  roles_changed: { after: [['PUT', /^\/users\/[^/]+\/roles$/, 200]], afterCommand: ['grant', 'revoke'] },
  login_succeeded: {
    after: [
      ['POST', /^\/auth\/login$/, 200],
      ['POST', /^\/auth\/login\/second-factor$/, 200],
      ['POST', /^\/auth\/passkey$/, 200],
    ],
  },
  login_failed: {
    after: [
      ['POST', /^\/auth\/login$/, 400, 'invalid_credentials'],
      ['POST', /^\/auth\/password$/, 400, 'invalid_credentials'],
      ['POST', /^\/auth\/email\/verify$/, 400, 'invalid_credentials'],
      ['POST', /^\/auth\/passkey$/, 400, 'invalid_credentials'],
    ],
  },
  login_challenged: { after: [['POST', /^\/auth\/login$/, 403, 'second_factor_required']] },
  second_factor_failed: {
    after: [
      ['POST', /^\/auth\/login\/second-factor$/, 400, 'invalid_credentials'],
      ['POST', /^\/auth\/totp\/confirm$/, 400, 'invalid_credentials'],
    ],
  },
  factor_added: {
    after: [
      ['POST', /^\/auth\/totp\/confirm$/, 200],
      ['POST', /^\/auth\/recovery-codes$/, 200],
      ['POST', /^\/auth\/passkeys$/, 201],
    ],
  },
  password_changed: {
    after: [
      ['POST', /^\/auth\/password$/, 204],
      ['POST', /^\/auth\/password\/reset$/, 204],
    ],
  },
  factor_removed: {
    after: [
      ['DELETE', /^\/auth\/totp$/, 204],
      ['DELETE', /^\/auth\/passkeys\/[^/]+$/, 204],
    ],
    afterCommand: ['unenrol'],
  },
  password_reset_requested: {
    after: [
      ['POST', /^\/users\/[^/]+\/password-reset$/, 202],
      ['POST', /^\/auth\/password\/forgot$/, 202],
    ],
    afterCommand: ['reset'],
  },
  email_verified: { after: [['POST', /^\/auth\/email\/verify$/, 204]] },
  session_ended: { after: [['DELETE', /^\/auth\/sessions\/[^/]+$/, 204]] },
  // No answer tells them from others; src/audit.test.ts makes each happen.
  login_throttled: {},
  passkey_counter_regressed: {},
  refresh_replayed_elsewhere: {},
};

interface EventExpectation {
  readonly after?: readonly (readonly [method: string, path: RegExp, status: number, code?: string])[];
  readonly afterCommand?: readonly string[];
}

/** The event that the answer to a call must have left behind, or null. */
export const eventAfter = ({ method, path, answer }: Exchange): AuditEventName | null =>
  find(({ after = [] }) =>
    after.some(
      ([itsMethod, itsPath, status, code]) =>
        method === itsMethod &&
        itsPath.test(path.replace(/\?.*$/, '')) &&
        answer.status === status &&
        (code === undefined || (answer.body as { code?: unknown } | undefined)?.code === code),
    ),
  );

/** The event that `npm run admin -- ACT` must have left behind, or null. */
export const eventAfterCommand = (act: string): AuditEventName | null =>
  find(({ afterCommand = [] }) => afterCommand.includes(act));

const find = (is: (expectation: EventExpectation) => boolean): AuditEventName | null =>
  (Object.entries(EXPECTED).find(([, expectation]) => is(expectation))?.[0] as AuditEventName | undefined) ??
  null;
