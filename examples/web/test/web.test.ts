// The pieces of the page that need no browser.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ProblemError } from '@gatehouse/client';
import { build } from '../build.ts';
import { securityHeaders } from '../headers.ts';
import { sentenceFor } from '../src/sentences.ts';

const html = readFileSync(join(import.meta.dirname, '../page/index.html'), 'utf8');

test('the whole script is small', () => {
  const folder = build('https://api.example.com', mkdtempSync(join(tmpdir(), 'web-')));
  const script = readFileSync(join(folder, 'app.js'));
  rmSync(folder, { recursive: true });
  assert.ok(gzipSync(script).length < 6_000, `${gzipSync(script).length} bytes`);
  assert.match(script.toString(), /https:\/\/api\.example\.com/);
});

test('every field has a label and says what a browser may fill in', () => {
  const fields = [...html.matchAll(/<input\s+id="([^"]+)"([^>]*)>/g)];
  assert.equal(fields.length, 6);
  for (const [, id, attributes = ''] of fields) {
    assert.match(html, new RegExp(`<label for="${id}">`));
    assert.match(attributes, /autocomplete="/);
  }
});

test('the page has no script, style or handler of its own in its text, so that its policy can forbid them', () => {
  assert.doesNotMatch(html, /<style|style=|\son\w+=|<script(?![^>]*\ssrc=)/);
  const policy = securityHeaders('https://api.example.com/v1')['content-security-policy'] ?? '';
  assert.doesNotMatch(policy, /unsafe|\*/);
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /connect-src https:\/\/api\.example\.com;/);
});

test('an error is told by its code, and one that is none of the API’s too', () => {
  const problem = (code: 'invalid_credentials' | 'too_many_attempts', retryAfter?: number) =>
    sentenceFor(new ProblemError({ type: '', title: '', status: 400, code }, retryAfter));
  assert.match(problem('invalid_credentials'), /do not belong together/);
  assert.match(problem('too_many_attempts', 30), /in 30 seconds/);
  assert.match(sentenceFor(new TypeError('fetch failed')), /cannot be reached/);
});
