// Colours where the one who reads wants them: NO_COLOR (no-color.org) and FORCE_COLOR outrank the terminal.

export type Colour = 'red' | 'green' | 'yellow' | 'cyan' | 'dim' | 'bold';

/** Colours a text, or leaves it as it is. */
export type Paint = (colour: Colour, text: string) => string;

/**
 * Whether what goes to a stream is coloured. FORCE_COLOR decides where it is set (`0` and `false` are no, anything else is yes),
 * then NO_COLOR, then whether the stream is a terminal that can do it.
 */
export const hasColours = (isTerminal: boolean, env: NodeJS.ProcessEnv): boolean => {
  const { FORCE_COLOR: forced, NO_COLOR: refused, TERM: terminal } = env;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if (refused !== undefined && refused !== '') return false;
  return isTerminal && terminal !== 'dumb';
};

/**
 * A painter that paints, or one that does not.
 * @example
 * const colour = paint(hasColours(process.stdout.isTTY, process.env));
 * console.log(colour('green', '200'));
 */
export const paint =
  (isOn: boolean): Paint =>
  (colour, text) => {
    const [begin, end] = CODES[colour];
    return isOn ? `\x1b[${begin}m${text}\x1b[${end}m` : text;
  };

const CODES: Readonly<Record<Colour, readonly [number, number]>> = {
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
  dim: [2, 22],
  bold: [1, 22],
};
