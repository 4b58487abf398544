// The face of the browser for tests of pages.
export {
  openChromium,
  type AuthenticatorOptions,
  type Impact,
  type Chromium,
  type Tab,
  type Visitor,
} from './chromium.ts';
export { findInstalled, type Installed } from './installed.ts';
export { servePages, type ServedPages } from './serve-pages.ts';
