import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { projectRoot } from "../project-root";
import type { Binaries } from "./binaries";
import type { Layout } from "./cluster";
import { findFreePort, isPortFree } from "./free-port";
import { asUser, childEnv, type SystemUser } from "./system-user";

/** Our share in a running Postgres. It runs until everybody who holds it has let go, or is gone. */
export type Hold = { port: number; release(): Promise<void> };

/** What the guardian writes down once Postgres is ready. */
type GuardianNote = { pid: number; postmasterPid: number; port: number; door: number; token: string };

/** Starts Postgres under a guardian process. Null when it did not come up: somebody else has the folder, or worse. */
export function startUnderGuardian(
  layout: Layout,
  binaries: Binaries,
  user: SystemUser | null,
  port: number,
): Promise<Hold | null> {
  const settings = {
    postgres: binaries.postgres,
    pgCtl: binaries.pgCtl,
    data: layout.data,
    logFile: layout.log,
    guardianFile: layout.guardian,
    port,
    ...asUser(user),
  };
  const script = join(projectRoot(), "db", "embedded-server", "guardian.mjs");
  const guardian = spawn(process.execPath, [script, JSON.stringify(settings)], {
    detached: true,
    stdio: ["pipe", "pipe", "ignore"],
    env: childEnv(),
    windowsHide: true,
  });
  return new Promise((resolve, reject) => {
    guardian.once("error", reject);
    guardian.once("exit", () => resolve(null));
    guardian.stdout.once("data", () => {
      guardian.unref();
      resolve(holdOver(guardian.stdin, guardian.stdout, port));
    });
  });
}

/** Takes a share in a Postgres that an earlier launcher started. Null when its guardian does not answer. */
export function joinGuardian(layout: Layout, postmasterPid: number): Promise<Hold | null> {
  const note = readNote(layout);
  if (note?.postmasterPid !== postmasterPid) return Promise.resolve(null);
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port: note.door, allowHalfOpen: true });
    const refused = () => {
      socket.destroy();
      resolve(null);
    };
    // A guardian that is already shutting down hangs up without a word.
    for (const event of ["error", "end", "close"]) socket.once(event, refused);
    socket.once("connect", () => socket.write(`${note.token}\n`));
    socket.once("data", () => {
      for (const event of ["error", "end", "close"]) socket.off(event, refused);
      resolve(holdOver(socket, socket, note.port));
    });
  });
}

/** The port of the last run when it is free, so that programs which know it find the database again. */
export async function choosePort(layout: Layout): Promise<number> {
  const last = readNote(layout)?.port;
  return last !== undefined && (await isPortFree(last)) ? last : findFreePort();
}

function readNote(layout: Layout): GuardianNote | null {
  try {
    return JSON.parse(readFileSync(layout.guardian, "utf8"));
  } catch {
    return null;
  }
}

function holdOver(to: Writable, from: Readable, port: number): Hold {
  // The hold must not keep our own process alive.
  for (const stream of [to, from]) (stream as Socket).unref();
  to.on("error", () => {});
  from.on("error", () => {});
  from.resume();
  let released: Promise<void> | undefined;
  const release = () =>
    new Promise<void>((resolve) => {
      (from as Socket).ref();
      // Either Postgres is down (the other end closes) or somebody else still holds it ("kept").
      for (const event of ["data", "end", "close", "error"]) from.once(event, () => resolve());
      to.end();
    }).finally(() => from.destroy());
  return {
    port,
    release() {
      released ??= release();
      return released;
    },
  };
}
