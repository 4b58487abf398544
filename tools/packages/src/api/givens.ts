// What the examples of exports take as given, so that each can keep to the one thing that it shows.
import type { APIGatewayProxyEvent, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import type { Client } from '@gatehouse/client';
import type { Database } from '@gatehouse/db';
import type { PasswordHasher } from '@gatehouse/hashing';
import type { Callers, RouteDeclaration } from '@gatehouse/http/contract';
import type { GuardOptions } from '@gatehouse/http/guard';
import type { LambdaHandler, Service } from '@gatehouse/http';
import type { AccessTokenClaims, KeySource, PrivateKeySet, Signer } from '@gatehouse/jwt';
import type { ForgeryContext } from '@gatehouse/jwt/testing';
import type { ApiStage, AuthorizerResult } from '@gatehouse/policy';

export { default as middy } from '@middy/core';
export { expect, test } from '@jest/globals';
export { rm } from 'node:fs/promises';

/** What a caller sent, and what was stored of it. */
export declare const token: string;
export declare const password: string;
export declare const storedHash: string;

/** What a service is configured with. */
export declare const issuer: string;
export declare const jwksUrl: string;
export declare const publicText: string;
export declare const storedText: string;
export declare const secretText: string;
export declare const pepperText: string;
export declare const rangesUrl: string;
export declare const options: GuardOptions;
export declare const service: Service;

/** What it has made of that. */
export declare const keys: KeySource;
export declare const keySet: PrivateKeySet;
export declare const kid: string;
export declare const signer: Signer;
export declare const hasher: PasswordHasher;
export declare const database: Database;
export declare const api: ApiStage;
export declare const client: Client;

/** What comes and goes. */
export declare const event: APIGatewayProxyEvent & APIGatewayRequestAuthorizerEvent;
export declare const handler: LambdaHandler;
export declare const claims: AccessTokenClaims;
export declare const answer: AuthorizerResult;
export declare const answerText: string;
export declare const listOrders: RouteDeclaration & { readonly callers: Callers };
export declare const ordersOf: (subject: string) => Promise<readonly string[]>;
export declare const forger: ForgeryContext;
export declare const verify: (token: string) => Promise<AccessTokenClaims>;
export declare const file: { exec(sql: string): void };
