// How times are written: as texts that sort as the times do, and in seconds where DynamoDB itself is to read them.

export const timeOf = (date: Date): string => date.toISOString();

export const dateOf = (time: string): Date => new Date(time);

/** For the attribute by which DynamoDB drops what has expired, within days. Nothing is judged by it. */
export const ttlOf = (date: Date): number => Math.ceil(date.getTime() / 1000);

/** A place in an index by time; equal times go by id. */
export const placeOf = (date: Date, id: string): string => `${timeOf(date)}#${id}`;

/** Behind every place of this time, and before those of the next. */
export const endOf = (date: Date): string => `${timeOf(date)}$`;
