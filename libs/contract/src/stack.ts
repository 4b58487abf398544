// What belongs to an app's stack and not to its API: memory, what each role may read, concurrency, throttles.
import type { Api, RoutesByName } from './api.ts';

/** A parameter of a stack that refers to a secret. */
export type Secret = 'DatabaseUrl' | 'SigningKeys' | 'PasswordPeppers' | 'FactorKeys' | 'MailUrl';

/** A saved query over the audit log of a stack: who signed in from where, what operators did, refused logins by address. */
export type AuditQuery = 'SignIns' | 'OperatorActs' | 'RefusedLogins';

/** A role that functions run under. */
export interface StackRole {
  /** What its functions do, in one line; a comment of the template. */
  readonly purpose: string;
  /** The secrets that they may read, and no others. */
  readonly reads: readonly Secret[];
  /** They may also read the tables that `ACCESS_TABLE` leads to. */
  readonly readsAccessTable?: true;
  /** Whether they may send by SES, where `MAIL_URL` says `ses:`. */
  readonly sendsMail?: true;
}

/** What the function of one route runs on. */
export interface StackFunction<Role extends string = string> {
  /** Its module, `src/SOURCE.handler.ts`. */
  readonly source: string;
  readonly role: Role;
  /** Its memory, and with it its share of a processor; 256 MiB where nothing is said. */
  readonly memoryMiB?: number;
  /** Gives it the processor that a password hash takes, a concurrency of its own, and its route a throttle. */
  readonly hashesPasswords?: true;
}

/** A function that a schedule calls, and no request; one run at a time. */
export interface ScheduledFunction<Role extends string = string> {
  /** Its module, `src/SOURCE.handler.ts`. */
  readonly source: string;
  readonly role: Role;
  /** What it does, in one line. */
  readonly purpose: string;
  /** As EventBridge says it: `rate(1 minute)`. */
  readonly schedule: string;
  /** How long a run may take; less than the time between two. */
  readonly timeoutSeconds: number;
  /** Its memory; 256 MiB where nothing is said. */
  readonly memoryMiB?: number;
  /** The variable without which there is no such function. */
  readonly onlyWith?: string;
}

/** The stack of an app behind an API. */
export interface ApiStack<Routes extends RoutesByName = RoutesByName, Role extends string = string> {
  readonly api: Api<Routes>;
  /** One line, in ASCII: CloudFormation replaces what is not. */
  readonly description: string;
  /** The place of its routing rule among those of a domain; no two apps may have the same. */
  readonly routingPriority: number;
  /** The environment variables that its functions are given. */
  readonly variables: readonly string[];
  readonly roles: Readonly<Record<Role, StackRole>>;
  /** A line for each route of the API; one that is missing does not compile. */
  readonly functions: Readonly<Record<keyof Routes & string, StackFunction<NoInfer<Role>>>>;
  /** Its functions that no route has, by name: `sendMail` is `SendMailFunction`. */
  readonly scheduled?: Readonly<Record<string, ScheduledFunction<NoInfer<Role>>>>;
  /**
   * Where its functions tell of audit events: gives the stack a log group for them, the function that brings them there
   * (`src/forward-audit.handler.ts`), and these queries.
   */
  readonly audit?: { readonly queries: readonly AuditQuery[] };
  /** A team's own resources, by logical id, as CloudFormation takes them: a queue, an association with a firewall. */
  readonly resources?: Readonly<Record<string, unknown>>;
}

/** Describes the stack of an app, held to the routes of its API. */
export const apiStack = <const Routes extends RoutesByName, const Role extends string>(
  stack: ApiStack<Routes, Role>,
): ApiStack<Routes, Role> => stack;

/** The stack of the authorizer, which has one function and no API. */
export interface AuthorizerStack {
  /** One line, in ASCII: CloudFormation replaces what is not. */
  readonly description: string;
  /** The module of its function, `src/NAME.ts`: by itself, and where it looks sessions up. */
  readonly sources: { readonly alone: string; readonly checkingSessions: string };
  /** The environment variables that its function is given. */
  readonly variables: readonly string[];
  /** A team's own resources, by logical id, as CloudFormation takes them. */
  readonly resources?: Readonly<Record<string, unknown>>;
}

/** Describes the stack of the authorizer. */
export const authorizerStack = (stack: AuthorizerStack): AuthorizerStack => stack;
