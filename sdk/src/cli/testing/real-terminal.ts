import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";

const PATIENCE_MS = 30_000;

/** True where `script` of util-linux can lend programs a terminal. */
export function hasTerminals(): boolean {
  try {
    return execFileSync("script", ["--version"], { encoding: "utf8" }).includes("util-linux");
  } catch {
    return false;
  }
}

/** A shell in a pseudo-terminal of its own, and somebody who types into it and reads what it shows. */
export function startTerminal(cwd: string, env: Record<string, string>) {
  const given = { ...env, PS1: "", TERM: "xterm" } as unknown as NodeJS.ProcessEnv;
  const child: ChildProcessWithoutNullStreams = spawn("script", ["-qfec", "sh", "/dev/null"], {
    cwd,
    env: given,
    stdio: "pipe",
  });
  let shown = "";
  let read = 0;
  child.stdout.setEncoding("utf8").on("data", (piece) => {
    shown += piece;
  });

  /** Waits for what comes after all that was read before, and returns it with its groups. */
  async function see(pattern: RegExp): Promise<RegExpExecArray> {
    const until = AbortSignal.timeout(PATIENCE_MS);
    for (;;) {
      const found = pattern.exec(shown.slice(read));
      if (found !== null) {
        read += found.index + found[0].length;
        return found;
      }
      await once(child.stdout, "data", { signal: until }).catch(() => {
        throw new Error(`${pattern} was not shown within ${PATIENCE_MS} ms, but:\n${shown.slice(read)}`);
      });
    }
  }

  const type = (keys: string) => void child.stdin.write(keys);
  return {
    type,
    see,
    /** All that was ever shown. */
    shown: () => shown,
    /** Starts a command; its exit code is shown after it. */
    enter: (command: string) => type(`${command}; echo "left with" $?\n`),
    /** Waits until the command has ended, and returns its exit code. */
    left: async () => Number((await see(/left with (\d+)/))[1]),
    async end() {
      if (child.exitCode !== null) return;
      type("exit\n");
      await once(child, "close");
    },
  };
}
