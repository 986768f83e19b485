// Runs Postgres for as long as somebody holds it, and no longer. A process of its own session, so that neither
// Ctrl C in the terminal nor a kill -9 of the app reaches Postgres: when the last holder is gone, however it
// went, its pipe or socket closes and Postgres is shut down in order.
// Holders: the launcher through stdin, later launchers on the same folder through a loopback socket.
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { openSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

const { postgres, pgCtl, data, port, uid, gid, logFile, guardianFile } = JSON.parse(process.argv[2]);
const onWindows = process.platform === "win32";
const token = randomBytes(16).toString("hex");
const log = openSync(logFile, "a", 0o600);

let holders = 1;
let wasReady = false;
let isEnding = false;
let running = null;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
process.stdout.on("error", () => {});

function readPidFile() {
  try {
    const lines = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), port: Number(lines[3]), status: (lines[7] ?? "").trim() };
  } catch {
    return null;
  }
}

function startPostgres() {
  if (isEnding) return process.exit(0);
  if (onWindows) return startOnWindows();
  const child = spawn(postgres, ["-D", data, "-p", String(port)], {
    stdio: ["ignore", log, log],
    cwd: data,
    ...(uid === undefined ? {} : { uid, gid }),
  });
  running = { pid: child.pid };
  child.on("error", onPostgresGone);
  child.on("exit", onPostgresGone);
}

// postgres.exe refuses an elevated shell; pg_ctl gives the rights away before it starts it.
function startOnWindows() {
  const args = ["start", "-w", "-s", "-D", data, "-l", `${logFile}.windows`, "-o", `-p ${port}`];
  const { status } = spawnSync(pgCtl, args, { stdio: "ignore", windowsHide: true });
  const pid = readPidFile()?.pid;
  if (status !== 0 || pid === undefined) return onPostgresGone();
  running = { pid };
  const watch = setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      clearInterval(watch);
      onPostgresGone();
    }
  }, 250);
}

function onPostgresGone() {
  if (running === null && wasReady && !isEnding) return;
  running = null;
  if (isEnding || !wasReady) return process.exit(isEnding ? 0 : 1);
  // Postgres was killed under a running app: bring it back on the same port.
  setTimeout(startPostgres, 500);
}

function stopPostgres() {
  isEnding = true;
  if (running === null) return process.exit(0);
  if (onWindows) return spawn(pgCtl, ["stop", "-m", "fast", "-s", "-D", data], { windowsHide: true });
  signal("SIGINT");
  // Fast shutdown ends within a second or two; after twenty the disk is stuck, and crash recovery is the way.
  setTimeout(() => signal("SIGQUIT"), 20_000);
}

function signal(name) {
  try {
    process.kill(running.pid, name);
  } catch {
    // It is gone already; its exit event ends us.
  }
}

/** Returns true when others still hold Postgres. */
function release() {
  holders -= 1;
  if (holders === 0) stopPostgres();
  return holders > 0;
}

const door = createServer({ allowHalfOpen: true }, (socket) => {
  let isHolder = false;
  const leave = () => {
    if (!isHolder) return;
    isHolder = false;
    if (release()) socket.end("kept\n");
  };
  socket.setEncoding("utf8");
  socket.on("data", (text) => {
    if (isHolder) return;
    if (isEnding || text.trim() !== token) return socket.destroy();
    isHolder = true;
    holders += 1;
    socket.write("held\n");
  });
  socket.on("end", leave);
  socket.on("close", leave);
  socket.on("error", leave);
});

function announceWhenReady() {
  const file = readPidFile();
  if (running === null || file?.pid !== running.pid || file.status !== "ready") return;
  clearInterval(readiness);
  const text = JSON.stringify({
    pid: process.pid,
    postmasterPid: file.pid,
    port,
    door: door.address().port,
    token,
  });
  writeFileSync(`${guardianFile}.${process.pid}`, text, { mode: 0o600 });
  renameSync(`${guardianFile}.${process.pid}`, guardianFile);
  wasReady = true;
  process.stdout.write("ready\n");
}

process.stdin.resume();
process.stdin.on("error", () => {});
process.stdin.on("close", () => {
  if (release()) process.stdout.write("kept\n");
});
const readiness = setInterval(announceWhenReady, 10);
door.listen(0, "127.0.0.1", startPostgres);
