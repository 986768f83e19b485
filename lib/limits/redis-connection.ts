import { createHash } from "node:crypto";
import { withinTime } from "@/db/outage";

/** How long nobody is asked after a connection that never answered, in milliseconds; less than a store waits between two tries. */
const REST_MS = 250;

/** A script that a Redis server runs in one step. */
export type RedisScript = { text: string; sha: string };

export type RedisConnection = {
  /** What a script answers. Throws what the server says, `RedisConnectionBroken`, and `StatementTimeout`. */
  run(script: RedisScript, keys: readonly string[], values: readonly string[]): Promise<unknown>;
  close(): void;
};

/** A connection that had answered ended. Whether what was asked last was done is not known. */
export class RedisConnectionBroken extends Error {
  constructor(cause: unknown) {
    super("The connection to Redis broke.", { cause });
    this.name = "RedisConnectionBroken";
  }
}

export function redisScript(text: string): RedisScript {
  return { text, sha: createHash("sha1").update(text).digest("hex") };
}

type Library = typeof import("@redis/client");
type Line = {
  client: ReturnType<typeof newClient>;
  ready: Promise<unknown>;
  hasAnswered: boolean;
  cause?: unknown;
};

/**
 * One connection, opened when something is asked, and anew after anything went wrong, so that a server that was away or became a
 * replica is found again by its name. Nothing waits for a server that is away, and nothing is sent twice unasked. `url` is redis://
 * or, for TLS, rediss://; `patienceMs` is how long an answer may take, opening included.
 */
export function openRedisConnection(url: string, patienceMs: number): RedisConnection {
  // It takes 20 MB, so only those load it who use it; from the beginning, so that no call waits for it.
  const library = import("@redis/client");
  library.catch(() => {});
  let line: Line | undefined;
  let rest: { untilMs: number; cause: unknown } | undefined;

  function dial({ createClient }: Library): Line {
    const client = newClient(createClient, url, patienceMs);
    const dialled: Line = { client, ready: client.connect(), hasAnswered: false };
    dialled.ready.catch(() => {});
    client.on("error", (cause) => {
      dialled.cause ??= cause;
      drop(dialled);
    });
    return dialled;
  }

  function drop(dialled: Line | undefined): void {
    if (line === dialled) line = undefined;
    dialled?.client.destroy();
  }

  return {
    async run(script, keys, values) {
      const loaded = await library;
      if (rest !== undefined && performance.now() < rest.untilMs) throw rest.cause;
      line ??= dial(loaded);
      const asked = line;
      try {
        const asks = ask(asked, script, [String(keys.length), ...keys, ...values]);
        const answer = await withinTime(asks, patienceMs, "Redis");
        asked.hasAnswered = true;
        return answer;
      } catch (error) {
        drop(asked);
        if (!asked.hasAnswered) rest = { untilMs: performance.now() + REST_MS, cause: error };
        const isCut = asked.hasAnswered && asked.cause !== undefined && !(error instanceof loaded.ErrorReply);
        throw isCut ? new RedisConnectionBroken(asked.cause) : error;
      }
    },
    close: () => drop(line),
  };
}

function newClient(createClient: Library["createClient"], url: string, connectTimeout: number) {
  const client = createClient({
    url,
    socket: { reconnectStrategy: false, connectTimeout },
    RESP: 2,
    disableClientInfo: true,
    maintNotifications: "disabled",
  });
  // No process stays for it.
  client.unref();
  return client;
}

async function ask({ client, ready }: Line, { sha, text }: RedisScript, rest: string[]): Promise<unknown> {
  await ready;
  try {
    return await client.sendCommand(["EVALSHA", sha, ...rest]);
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith("NOSCRIPT"))) throw error;
    // It was restarted, or never asked before; this makes it remember the script, too.
    return await client.sendCommand(["EVAL", text, ...rest]);
  }
}
