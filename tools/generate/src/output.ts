// One thing that is derived: a whole file, or a marked part of a page.
import type { Workspace } from './workspace.ts';

export interface Output {
  /** Its path below the workspace's folder. */
  readonly file: string;
  /** The name of the part between the marks, where the rest of the file is written by hand. */
  readonly part?: string;
  /** Its text, from the declarations alone; what is written is formatted as the workspace formats the file. */
  readonly text: (workspace: Workspace) => string | Promise<string>;
}
