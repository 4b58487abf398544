import { expect, test } from '@jest/globals';
import { issuerMetadata } from './discovery.ts';

test.each([
  ['https://id.example.com', 'https://id.example.com/.well-known/jwks.json'],
  ['https://id.example.com/', 'https://id.example.com/.well-known/jwks.json'],
  ['https://example.com/auth', 'https://example.com/auth/.well-known/jwks.json'],
])('the issuer %s is named letter by letter, and its keys below it', (issuer, jwks_uri) => {
  expect(issuerMetadata({ issuer })).toEqual({ issuer, jwks_uri });
});
