import { expect, test } from '@jest/globals';
import { LocalPages, type Routes } from './local-pages.ts';
import { jsonAnswer } from './page-answers.ts';
import { asked } from './testing.ts';

const routes = (...taken: readonly string[]): Routes => ({
  hasRoute: ({ method, target }) => taken.includes(`${method} ${target.split('?')[0]}`),
});

const pagesThatCount = () => {
  const counted = { loads: 0, stops: 0 };
  const pages = new LocalPages(async () => {
    counted.loads += 1;
    return { answer: async () => jsonAnswer('a page'), stop: () => void (counted.stops += 1) };
  });
  return { pages, counted };
};

test('nothing is loaded before somebody asks for a page, and then once', async () => {
  const { pages, counted } = pagesThatCount();
  for (const target of ['/users/me', '/consoles', '/docs/', '//docs', '/_gatehouse'])
    expect(await pages.answer(asked(target), routes())).toBeNull();
  await pages.stop();
  expect(counted).toEqual({ loads: 0, stops: 0 });
  for (const target of [
    '/',
    '/docs',
    '/console?x=1',
    '/openapi.json',
    '/_gatehouse/base.css',
    'http://localhost:3000/docs',
  ])
    expect(await pages.answer(asked(target), routes())).toMatchObject({
      status: 200,
      headers: expect.arrayContaining([['X-Request-Id', asked(target).id]]),
    });
  await pages.stop();
  expect(counted).toEqual({ loads: 1, stops: 1 });
});

test('a route of a template has its path for itself', async () => {
  const { pages } = pagesThatCount();
  const theirs = routes('GET /docs', 'POST /console');
  expect(await pages.answer(asked('/docs?x=1'), theirs)).toBeNull();
  expect(await pages.answer(asked('/docs', { method: 'HEAD' }), theirs)).toBeNull();
  expect(await pages.answer(asked('/console', { method: 'POST' }), theirs)).toBeNull();
  expect(await pages.answer(asked('/console'), theirs)).not.toBeNull();
});

test('a template that takes every path but the root takes the pages, and leaves the welcome what it loads', async () => {
  const { pages } = pagesThatCount();
  const proxy: Routes = { hasRoute: ({ target }) => target !== '/' };
  for (const path of ['/docs', '/console', '/openapi.json'])
    expect(await pages.answer(asked(path), proxy)).toBeNull();
  for (const path of ['/', '/_gatehouse/base.css'])
    expect(await pages.answer(asked(path), proxy)).not.toBeNull();
  expect(pages.taken(proxy)).toHaveLength(3);
});

test('a page without a place is told of', () => {
  const { pages } = pagesThatCount();
  expect(pages.taken(routes('POST /console'))).toEqual([]);
  expect(pages.taken(routes('GET /docs', 'GET /'))).toEqual([
    '/ is a route of the templates, so the welcome page is not served there',
    '/docs is a route of the templates, so the API reference is not served there',
  ]);
});
