import { execFileSync, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { beforeEarlyEnd } from "./early-end.mjs";

const TICKS_PER_SECOND = Number(execFileSync("getconf", ["CLK_TCK"]).toString());
const running = [];

/** Starts a program and resolves with its process and the first match of `ready` in what it prints. */
export function start(args, { env = {}, ready = /ready (\d+)/, cwd } = {}) {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, NODE_ENV: "production", ...env },
  });
  running.push(child);
  return new Promise((resolve, reject) => {
    let printed = "";
    const read = (piece) => {
      printed += piece;
      const match = ready.exec(printed);
      if (!match) return;
      // What comes later is let go: an hour of log would be searched again with every line.
      for (const stream of [child.stdout, child.stderr]) stream.off("data", read).resume();
      resolve({ child, match });
    };
    for (const stream of [child.stdout, child.stderr]) stream.on("data", read);
    child.once("exit", (code) => reject(new Error(`${args.join(" ")} ended with ${code}:\n${printed}`)));
    setTimeout(
      () => reject(new Error(`${args.join(" ")} was not ready in 90 s:\n${printed}`)),
      90_000,
    ).unref();
  });
}

/** Ends everything that was started here, each by its own id. */
export async function stopAll() {
  for (const child of running) {
    child.removeAllListeners("exit");
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 20_000);
    await gone;
    clearTimeout(late);
  }
}

beforeEarlyEnd(stopAll);

/** CPU time of a process so far, user and system, all threads, in microseconds. */
export function cpuMicros(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return ((Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND) * 1e6;
}

/** CPU time of a Postgres server and its backends so far, in microseconds; ended backends count with the server. */
export function postgresCpuMicros(postmaster) {
  let sum = 0;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
      const own = Number(fields[11]) + Number(fields[12]);
      const ended = Number(fields[13]) + Number(fields[14]);
      if (Number(pid) === postmaster) sum += own + ended;
      else if (Number(fields[1]) === postmaster) sum += own;
    } catch {
      // The process ended while it was looked at.
    }
  }
  return (sum / TICKS_PER_SECOND) * 1e6;
}

/** Resident memory of a process in MiB. */
export function memoryMiB(pid) {
  const kib = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Math.round(Number(kib) / 1024);
}
