// What the result of a write to one document tells.
import type { DeleteResult, UpdateResult } from 'mongodb';

export const matchedOne = ({ matchedCount }: UpdateResult): boolean => matchedCount === 1;

export const deletedOne = ({ deletedCount }: DeleteResult): boolean => deletedCount === 1;
