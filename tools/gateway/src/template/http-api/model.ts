// HTTP APIs as the rest of the gateway reads them.
import type { FunctionTarget, IdentitySource } from '../model.ts';

/** The two forms of the events that HTTP APIs send, to functions and to authorizers. */
export type PayloadVersion = '1.0' | '2.0';

export interface HttpApiModel {
  readonly app: string;
  readonly id: string;
  /** `$default` where the template names none. */
  readonly stage: string;
  readonly stageVariables: Readonly<Record<string, string>>;
  /** Null where the gateway leaves CORS to the functions. */
  readonly cors: HttpCorsModel | null;
  readonly routes: readonly HttpRouteModel[];
}

export interface HttpRouteModel {
  /** `GET /orders/{id}`, or `$default`. */
  readonly routeKey: string;
  /** Null for `$default`, which takes every path. */
  readonly path: string | null;
  /** In capitals; `ANY` for all. */
  readonly method: string;
  readonly payloadVersion: PayloadVersion;
  /** How long the function may take, at most 30 s. */
  readonly timeoutMs: number;
  readonly authorizer: HttpAuthorizerModel | null;
  readonly target: FunctionTarget;
}

export type HttpAuthorizerModel = JwtAuthorizerModel | HttpLambdaAuthorizerModel;

export interface JwtAuthorizerModel {
  readonly type: 'JWT';
  readonly name: string;
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly identity: IdentitySource;
  /** A token needs one of them; none are asked for when there are none. */
  readonly scopes: readonly string[];
}

export interface HttpLambdaAuthorizerModel {
  readonly type: 'REQUEST';
  readonly name: string;
  readonly target: FunctionTarget;
  readonly payloadVersion: PayloadVersion;
  /** Whether the function answers `{ isAuthorized }` in place of a policy. */
  readonly isSimple: boolean;
  readonly sources: readonly IdentitySource[];
  /** How long a result counts for one identity; 0 keeps none. */
  readonly ttlMs: number;
}

export interface HttpCorsModel {
  readonly allowCredentials: boolean;
  readonly allowHeaders: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowOrigins: readonly string[];
  readonly exposeHeaders: readonly string[];
  /** Null where the template names none. */
  readonly maxAgeSeconds: number | null;
}
