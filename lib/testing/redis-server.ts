import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { findFreePort } from "@/db/embedded-server/free-port";
import { projectRoot } from "@/db/project-root";

const PROGRAMS = ["redis-server", "valkey-server"] as const;
const READY = "Ready to accept connections";

export type RedisServer = {
  url: string;
  /** What answers there. */
  kind: (typeof PROGRAMS)[number] | "js-redis-server" | "the server of LAYER_TEST_REDIS_URL";
  stop(): Promise<void>;
};

export type RedisProcess = RedisServer & {
  /** Lets it answer nothing; what it is sent, it does after `resume`. */
  pause(): void;
  resume(): void;
  /** Ends it without warning. What it counted is gone. */
  kill9(): Promise<void>;
  /** Starts it again at the same address; ends it first when it runs. */
  restart(): Promise<void>;
};

/** The server named by LAYER_TEST_REDIS_URL, else one of this file's own. */
export async function startRedisServer(): Promise<RedisServer> {
  const url = process.env.LAYER_TEST_REDIS_URL ?? "";
  if (url === "") return await startRedisProcess();
  return { url, kind: "the server of LAYER_TEST_REDIS_URL", stop: async () => {} };
}

/**
 * A server that a test may break: Redis or Valkey where PATH has one. Elsewhere one that others wrote in JavaScript, which speaks
 * their protocol and runs scripts in the same Lua 5.1, so that tests need nothing but npm.
 */
export async function startRedisProcess({ password = "" } = {}): Promise<RedisProcess> {
  const kind = PROGRAMS.find((name) => pathOf(name) !== undefined) ?? "js-redis-server";
  const port = await findFreePort();
  const dir = mkdtempSync(join(tmpdir(), "layer-test-redis-"));
  const command =
    kind === "js-redis-server"
      ? commandOfJs(port, password)
      : commandOf(pathOf(kind) ?? kind, port, password);
  let running = await launch(command, dir);
  const end = async () => {
    if (running.exitCode !== null || running.signalCode !== null) return;
    const gone = once(running, "exit");
    running.kill("SIGKILL");
    await gone;
  };
  return {
    url: `redis://${password === "" ? "" : `:${encodeURIComponent(password)}@`}127.0.0.1:${port}`,
    kind,
    pause: () => void running.kill("SIGSTOP"),
    resume: () => void running.kill("SIGCONT"),
    kill9: end,
    async restart() {
      await end();
      running = await launch(command, dir);
    },
    async stop() {
      await end();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function commandOf(path: string, port: number, password: string): string[] {
  const settings = ["--port", String(port), "--bind", "127.0.0.1", "--save", ""];
  return [path, ...settings, ...(password === "" ? [] : ["--requirepass", password])];
}

function commandOfJs(port: number, password: string): string[] {
  const require = createRequire(join(projectRoot(), "package.json"));
  // It would listen on every network of this machine.
  const script = `
    const { Server } = require("node:net");
    const { listen } = Server.prototype;
    Server.prototype.listen = function (port) { return listen.call(this, port, "127.0.0.1"); };
    require(${JSON.stringify(require.resolve("js-redis-server"))}).createRedisServer({ port: ${port} }).then(({ state }) => {
      state.requirepass = ${JSON.stringify(password)} || undefined;
      console.log(${JSON.stringify(READY)});
    });`;
  return [process.execPath, "--eval", script];
}

async function launch([program = "", ...settings]: string[], cwd: string): Promise<ChildProcess> {
  const child = spawn(program, settings, { cwd, stdio: ["ignore", "pipe", "pipe"] });
  // A test process that ends in the middle leaves no server behind.
  const abandon = () => child.kill("SIGKILL");
  process.once("exit", abandon);
  child.once("exit", () => process.off("exit", abandon));
  let said = "";
  await new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`${program} did not start. It wrote:\n${said}`)));
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        said += text;
        if (said.includes(READY)) resolve();
      });
    }
  });
  return child;
}

/** Where PATH has a program. */
function pathOf(name: string): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, name)).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
