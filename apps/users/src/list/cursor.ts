// The cursor of a list: a page position as an opaque string. Apart, because only the wire knows this form.
import type { PagePosition } from '@gatehouse/db';

const FORM = /^(\d{1,15})\.([\w-]{1,64})$/;

export const encodeCursor = ({ createdAt, id }: PagePosition): string =>
  Buffer.from(`${createdAt.getTime()}.${id}`).toString('base64url');

/** The position a cursor names, or null for a string that is none of ours. */
export const decodeCursor = (cursor: string): PagePosition | null => {
  const [, time, id] = FORM.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  return time === undefined || id === undefined ? null : { createdAt: new Date(Number(time)), id };
};
