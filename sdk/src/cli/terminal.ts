import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { CliError, EXIT } from "./cli-error";

/** The person at the terminal. Every question throws exit code 10 when nobody is there. */
export type Terminal = {
  isThere: boolean;
  /** What is typed, or `fallback` when nothing is. `hint` names the option that answers the question too. */
  ask(question: string, hint: string, fallback?: string): Promise<string>;
  /** The same, without showing it. */
  askSecret(question: string, hint: string): Promise<string>;
  /** True for a yes. */
  confirm(question: string, hint: string): Promise<boolean>;
};

/** The terminal this process was started from. Questions go to stderr, so that no pipe gets them. */
export function openTerminal(): Terminal {
  const isThere = process.stdin.isTTY === true;
  const ask = async (question: string, hint: string, isHidden = false): Promise<string> => {
    if (!isThere)
      throw new CliError("needs_terminal", EXIT.needsTerminal, `This asks: ${question.trim()}`, hint);
    return (await typed(question, isHidden)).trim();
  };
  return {
    isThere,
    ask: async (question, hint, fallback = "") => {
      const shown = fallback === "" ? question : `${question} [${fallback}]`;
      return (await ask(`${shown}: `, hint)) || fallback;
    },
    askSecret: (question, hint) => ask(`${question}: `, hint, true),
    confirm: async (question, hint) => /^y(es)?$/i.test(await ask(`${question} [y/N] `, hint)),
  };
}

async function typed(question: string, isHidden: boolean): Promise<string> {
  const silent = new Writable({ write: (_piece, _encoding, done) => done() });
  const output = isHidden ? silent : process.stderr;
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  if (isHidden) process.stderr.write(question);
  const left = new Promise<never>((_, reject) => {
    const leave = () => reject(new CliError("stopped", EXIT.stopped, "Stopped; nothing was changed."));
    lines.once("close", leave);
    lines.once("SIGINT", () => lines.close());
  });
  try {
    return await Promise.race([lines.question(isHidden ? "" : question), left]);
  } catch (thrown) {
    process.stderr.write("\n");
    throw thrown;
  } finally {
    left.catch(() => undefined);
    lines.close();
    if (isHidden) process.stderr.write("\n");
  }
}
