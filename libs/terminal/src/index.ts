// What a person at a terminal sees of a command, and what a log of it gets in place of that.
export { createProgress, type Progress, type ProgressOptions, type ProgressStream } from './progress.ts';
export { hasColours, paint, type Colour, type Paint } from './colours.ts';
