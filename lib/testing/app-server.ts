import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, watch } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort } from "@/db/embedded-server/free-port";
import { projectRoot } from "@/db/project-root";
import { ENV_NAMES } from "@/lib/env";

/** The two ways the app is run: behind our own HTTP server, or where only Next can (`next start`). */
export type Mount = "server" | "next start";

export type AppServer = {
  mount: Mount;
  /** `http://localhost:PORT`, the same after a restart. */
  url: string;
  port: number;
  databaseUrl: string;
  pid: number;
  /** Everything the process has written to its terminal so far. */
  log(): string;
  /** Ends it as Ctrl C does and deletes its data folder. */
  stop(): Promise<void>;
  /** Ends it without warning. The data stay. */
  kill9(): Promise<void>;
  /** Tells it to stop and does not wait. */
  terminate(): void;
  /** The exit code, once it has ended; null when a signal ended it. */
  ended(): Promise<number | null>;
  /** Starts it again on the same port, data and settings; stops it first when it runs. */
  restart(): Promise<void>;
};

type Options = {
  mount?: Mount;
  /** A migrated database. Without one the app brings its own, which only the mount "server" can. */
  databaseUrl?: string;
  env?: Record<string, string>;
};

type Running = { child: ChildProcess; databaseUrl: string };

/** Starts the built app as a process of its own, with nothing of the caller's settings. */
export async function startAppServer(options: Options = {}): Promise<AppServer> {
  const mount = options.mount ?? "server";
  const dataDir = mkdtempSync(join(tmpdir(), "layer-test-app-"));
  const port = await findFreePort();
  let log = "";
  const settings = {
    ...blankSettings(),
    NEXT_TELEMETRY_DISABLED: "1",
    PORT: String(port),
    HOST: "127.0.0.1",
    LAYER_DATA_DIR: dataDir,
    LAYER_READY_FILE: join(dataDir, "ready.json"),
    DATABASE_URL: options.databaseUrl ?? "",
    AUTH_SECRET: randomBytes(32).toString("base64"),
    ...options.env,
    NODE_ENV: "production" as const,
  };
  const launch = async (): Promise<Running> => {
    rmSync(settings.LAYER_READY_FILE, { force: true });
    const child = spawn(process.execPath, commandOf(mount, port), {
      cwd: projectRoot(),
      env: settings,
      stdio: ["ignore", "pipe", "pipe"],
    });
    // A test process that ends in the middle leaves no server behind.
    const abandon = () => child.kill("SIGKILL");
    process.once("exit", abandon);
    child.once("exit", () => process.off("exit", abandon));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text) => {
        log += text;
      });
    }
    await ready(child, mount, dataDir).catch((error) => {
      child.kill("SIGKILL");
      throw new Error(`The app did not start (${error.message}). It wrote:\n${log}`);
    });
    const facts = mount === "server" ? JSON.parse(readFileSync(settings.LAYER_READY_FILE, "utf8")) : null;
    return { child, databaseUrl: facts?.databaseUrl ?? settings.DATABASE_URL };
  };
  let running = await launch();
  const end = async (signal: NodeJS.Signals) => {
    const { child } = running;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
  };
  return {
    mount,
    url: `http://localhost:${port}`,
    port,
    get databaseUrl() {
      return running.databaseUrl;
    },
    get pid() {
      return running.child.pid ?? 0;
    },
    log: () => log,
    async stop() {
      await end("SIGTERM");
      rmSync(dataDir, { recursive: true, force: true });
    },
    kill9: () => end("SIGKILL"),
    terminate: () => void running.child.kill("SIGTERM"),
    async ended() {
      const { child } = running;
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      return child.exitCode;
    },
    async restart() {
      await end("SIGTERM");
      running = await launch();
    },
  };
}

/** The machine's own variables without any setting of ours; blank, so that a .env file cannot fill them in. */
function blankSettings(): Record<string, string> {
  const kept = Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return { ...Object.fromEntries(kept), ...Object.fromEntries(ENV_NAMES.map((name) => [name, ""])) };
}

function commandOf(mount: Mount, port: number): string[] {
  if (mount === "server") return [join("dist", "server.mjs")];
  return [
    join("node_modules", "next", "dist", "bin", "next"),
    "start",
    "-p",
    String(port),
    "-H",
    "127.0.0.1",
  ];
}

function ready(child: ChildProcess, mount: Mount, dataDir: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => reject(new Error(`it ended with ${signal ?? `exit code ${code}`}`)));
    if (mount === "next start") {
      child.stdout?.on("data", (text: string) => {
        if (/\bReady\b/.test(text)) resolve();
      });
      return;
    }
    // The file is renamed into place when whole, so its name is enough.
    const watcher = watch(dataDir, (_event, name) => {
      if (name !== "ready.json") return;
      watcher.close();
      resolve();
    });
    child.once("exit", () => watcher.close());
  });
}
