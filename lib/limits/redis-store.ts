import { CLAIM_SCRIPT } from "./claim-script";
import { openRedisConnection, RedisConnectionBroken, redisScript } from "./redis-connection";
import { openSharedStore, type SharedStore, type SharedStoreOptions, type Stood } from "./shared-store";

/** Before the name of each counter. What stands in braces decides the slot in a cluster: a script reaches only one. */
const PREFIX = "layer:{limits}:";

const CLAIM = redisScript(CLAIM_SCRIPT);

/** The time, a 1 or 0 for each call, and of each counter what runs elsewhere or else starts and amounts in turn. */
type Reply = [atMs: string, taken: string, stood: string[]];

export type RedisStore = SharedStore & {
  /** Ends the connection; the next claim opens another. */
  close(): void;
};

/** Counts in Redis or Valkey, where one script decides by that server's clock on all calls of a moment (claim-script.ts). */
export function openRedisStore(url: string, options: SharedStoreOptions = {}): RedisStore {
  const { running, nowMs, patienceMs = 1_000 } = options;
  const connection = openRedisConnection(url, patienceMs);
  const store = openSharedStore(
    {
      async count({ instance, counters, calls }) {
        const names = counters.map(({ counter }) => PREFIX + counter);
        const asked = counters.map(({ window, own, starts, amounts }) => ({ window, own, starts, amounts }));
        const values = [
          instance ?? "",
          String(nowMs?.() ?? ""),
          JSON.stringify(asked),
          JSON.stringify(calls),
        ];
        const [atMs, taken, stood] = (await connection.run(CLAIM, names, values)) as Reply;
        return {
          atMs: Number(atMs),
          taken: [...taken].map((digit) => digit === "1"),
          stood: counters.map(({ window }, at) => stoodOf(stood[at] ?? "", window === "running")),
        };
      },
      isBroken: (error) => error instanceof RedisConnectionBroken,
    },
    running,
  );
  return { ...store, close: connection.close };
}

function stoodOf(told: string, runs: boolean): Stood {
  const numbers = told === "" ? [] : told.split(" ").map(Number);
  if (runs) return { starts: [], amounts: [], others: numbers[0] ?? 0 };
  const every = (odd: number) => numbers.filter((_, at) => at % 2 === odd);
  return { starts: every(0), amounts: every(1), others: 0 };
}
