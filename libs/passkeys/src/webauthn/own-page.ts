// Whether a page of ours was asked by its own visitor, and not within a page of somebody else.
import type { AssertionCredential, CreationCredential } from '../credentials.ts';

/** The library lets frames pass whose browser does not name the page around them; we have no frames at all. */
export const assertOwnPage = ({ response }: CreationCredential | AssertionCredential): void => {
  const text = Buffer.from(response.clientDataJSON, 'base64url').toString();
  const { crossOrigin } = JSON.parse(text) as { readonly crossOrigin?: unknown };
  if (crossOrigin !== undefined && crossOrigin !== false)
    throw new Error('asked for in a frame of another page');
};
