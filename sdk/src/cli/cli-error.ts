/** What a program that calls this one can rely on; written up in the README. */
export const EXIT = {
  general: 1,
  usage: 2,
  auth: 3,
  notFound: 4,
  rateLimited: 5,
  server: 6,
  network: 7,
  conflict: 9,
  needsTerminal: 10,
  stopped: 130,
} as const;

/** A failure of the command itself. `recovery` says what to do about it. */
export class CliError extends Error {
  override name = "CliError";
  readonly code: string;
  readonly exitCode: number;
  readonly recovery: string | undefined;

  constructor(code: string, exitCode: number, message: string, recovery?: string) {
    super(message);
    this.code = code;
    this.exitCode = exitCode;
    this.recovery = recovery;
  }
}

/** The command line itself is at fault. */
export function usageError(message: string, recovery?: string): CliError {
  return new CliError("usage", EXIT.usage, message, recovery);
}
