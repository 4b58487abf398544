// What the templates say, resolved: apps, functions, APIs and routes as the rest of the gateway reads them.
import type { GatewayResponseType } from '../answers/response-types.ts';
import type { HttpApiModel } from './http-api/model.ts';

/** One app folder: its functions and its APIs. */
export interface AppModel {
  /** The folder's name: `users`. */
  readonly name: string;
  readonly folder: string;
  readonly functions: readonly FunctionModel[];
  readonly apis: readonly ApiModel[];
  readonly httpApis: readonly HttpApiModel[];
  readonly schedules: readonly ScheduleModel[];
  /** What the template asks for and the gateway leaves out, in sentences for the start's output. */
  readonly notes: readonly string[];
}

/** A function as others name it. */
export interface FunctionIdentity {
  /** The logical id in its template. */
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly timeoutMs: number;
}

export interface FunctionModel extends FunctionIdentity {
  readonly memoryMb: number;
  /** The variables that the template names, and nothing else. */
  readonly environment: Readonly<Record<string, string>>;
  /** As in the template, `module.export`: what runs from a package. */
  readonly handler: string;
  /** The module that runs from the sources, absolute. */
  readonly sourceFile: string;
  /** A name, or a path of names: `api.get`. */
  readonly exportName: string;
  /**
   * The folder of its code, for a function that runs as on Lambda: in a process, a folder and an environment of its own. Null
   * for one whose `Metadata.Source` names its module: those of an app share a process.
   */
  readonly taskRoot: string | null;
  /** Whether its runtime calls handlers of three arguments with a callback, as those before Node 24 do. */
  readonly takesCallback: boolean;
}

/** A function of any app, as routes and authorizers name it. */
export interface FunctionTarget {
  readonly app: string;
  readonly functionId: string;
  readonly timeoutMs: number;
}

/** A function that runs by the clock. */
export interface ScheduleModel {
  readonly target: FunctionTarget;
  readonly everyMs: number;
  /** The event that the template gives it; null for EventBridge's own. */
  readonly input: unknown;
}

export interface ApiModel {
  readonly app: string;
  readonly id: string;
  readonly stage: string;
  /** Media types whose bodies travel as base64, `*` wildcards as in the template. */
  readonly binaryMediaTypes: readonly string[];
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly gatewayResponses: GatewayResponses;
  readonly routes: readonly RouteModel[];
}

export interface RouteModel {
  /** The resource's path as in the template: `/users/{id}`. */
  readonly path: string;
  /** In capitals; `ANY` for all that have no own route. */
  readonly method: string;
  readonly authorizer: AuthorizerModel | null;
  readonly integration: FunctionIntegration | PreflightIntegration;
}

export interface FunctionIntegration {
  readonly kind: 'function';
  readonly target: FunctionTarget;
}

/** The mock method that SAM's `Cors` adds: answered by the gateway itself. */
export interface PreflightIntegration {
  readonly kind: 'preflight';
  readonly headers: readonly (readonly [string, string])[];
}

export interface AuthorizerModel {
  readonly name: string;
  readonly target: FunctionTarget;
  /** How long a result counts for one identity; 0 turns the cache off. */
  readonly ttlMs: number;
  readonly identity: TokenIdentity | RequestIdentity;
}

export interface TokenIdentity {
  readonly type: 'TOKEN';
  readonly header: string;
  /** Anchored at both ends; null when every token is taken to the function. */
  readonly validation: RegExp | null;
}

export interface RequestIdentity {
  readonly type: 'REQUEST';
  readonly sources: readonly IdentitySource[];
}

export interface IdentitySource {
  readonly from: 'header' | 'querystring' | 'stageVariable' | 'context';
  readonly name: string;
}

export interface GatewayResponseModel {
  readonly status: number | null;
  /** Header name and mapping expression: `'literal'` or `context.requestId`. */
  readonly headers: readonly (readonly [string, string])[];
  /** Body templates by media type. */
  readonly templates: Readonly<Record<string, string>>;
}

export type GatewayResponses = Readonly<Partial<Record<GatewayResponseType, GatewayResponseModel>>>;
