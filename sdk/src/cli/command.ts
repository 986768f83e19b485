import type { Layer } from "../index";
import type { Output } from "./output";
import type { Credentials } from "./read-credentials";
import type { Terminal } from "./terminal";

/** An option of a command. `value` names what follows it; without one it is a switch. */
export type Flag = { words: string; value?: string; short?: string };
export type Flags = Record<string, Flag>;

/** What the user gave on the command line. */
export type Given = {
  args: readonly string[];
  /** What follows an option; undefined when it was not given. */
  text(name: string): string | undefined;
  /** Whether a switch was given. */
  has(name: string): boolean;
};

/** What a command works with. */
export type Session = {
  given: Given;
  out: Output;
  terminal: Terminal;
  /** The address and key that count. Throws a `CliError` when there is no key. */
  credentials(): Credentials;
  /** A client with these. */
  layer(): Layer;
  /** Ends when the user stops the program. */
  signal: AbortSignal;
};

/** One command: what it is called, takes and does. */
export type Command = {
  /** Its words, such as `gate list`. */
  name: string;
  summary: string;
  /** Its arguments as the help shows them, such as `<name>`; a last one in brackets may be left out. */
  args?: string;
  flags?: Flags;
  /** More lines for its help. */
  notes?: string;
  run(session: Session): Promise<void>;
};
