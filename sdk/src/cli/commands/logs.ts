import { setTimeout as pause } from "node:timers/promises";
import type { ListLogOptions, Log } from "../../index";
import type { Command, Session } from "../command";
import { countOf, momentOf } from "../moment-of";
import { table } from "../table";

const MOST = 10_000;
const PAGE = 100;
const TAIL_PAUSE_MS = 1_000;
/** What a tail shows of what was there before it. */
const TAIL_FIRST = 10;

export const logs: Command = {
  name: "logs",
  summary: "Show the requests of the account, newest first",
  flags: {
    tail: { short: "t", words: "Stay, and show requests as they end; Ctrl-C leaves" },
    since: { value: "when", words: "Not older than 30m, 2h, 7d, or a moment" },
    gate: { short: "g", value: "name", words: "Those of a gate, by name or id" },
    key: { value: "id", words: "Those of a key" },
    failed: { words: "Those that failed" },
    limit: {
      short: "n",
      value: "count",
      words: `How many, at most ${MOST} (50; with --tail ${TAIL_FIRST} to begin with)`,
    },
  },
  notes: "As JSON it is an array; with --tail an object a line, oldest first.",
  async run(session) {
    const { given, out, layer, signal } = session;
    const client = layer();
    const query = await queryOf(session);
    const limit = countOf(
      given.text("limit") ?? (given.has("tail") ? `${TAIL_FIRST}` : "50"),
      "--limit",
      MOST,
    );
    const rows: Log[] = [];
    for await (const row of client.logs.list({ ...query, limit: Math.min(limit, PAGE) }, { signal })) {
      rows.push(row);
      if (rows.length >= limit) break;
    }
    if (given.has("tail")) return follow(session, query, rows);
    out.result(rows, () => table(HEADINGS, rows.map(cellsOf), "No requests fit."));
  },
};

/** Shows what is new until the user leaves, each row once, in the order in which it was recorded. */
async function follow({ out, layer, signal }: Session, query: ListLogOptions, first: Log[]): Promise<void> {
  const show = (row: Log) => out.line(row, () => cellsOf(row).join("  ").trimEnd());
  for (const row of [...first].reverse()) show(row);
  const client = layer();
  let last = first[0]?.id;
  while (!signal.aborted) {
    await pause(TAIL_PAUSE_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    const fresh: Log[] = [];
    // Without a row to go on from, all there is is new.
    const from = last === undefined ? {} : { after: last };
    try {
      for await (const row of client.logs.list({ ...query, ...from, limit: PAGE }, { signal }))
        fresh.push(row);
    } catch (thrown) {
      // Whoever leaves while it asks has left like any other.
      if (signal.aborted) return;
      throw thrown;
    }
    fresh.sort((one, other) => (one.id < other.id ? -1 : 1));
    for (const row of fresh) show(row);
    last = fresh.at(-1)?.id ?? last;
  }
}

async function queryOf({ given, layer, signal }: Session): Promise<ListLogOptions> {
  const since = given.text("since");
  const gate = given.text("gate");
  return {
    ...(since === undefined ? {} : { since: momentOf(since, "--since", "ago") }),
    // A gate that does not exist is told, where the filter alone would find nothing.
    ...(gate === undefined ? {} : { gate: (await layer().gates.get(gate, { signal })).id }),
    ...(given.text("key") === undefined ? {} : { key: given.text("key") }),
    ...(given.has("failed") ? { failed: "true" } : {}),
  };
}

const HEADINGS = ["TIME", "STATUS", "GATE", "MODEL", "TOKENS", "COST", "MS", "KEY", "ERROR"];

function cellsOf(row: Log): Array<string | number> {
  return [
    row.startedAt.replace("T", " ").slice(0, 19),
    row.status,
    row.gateName ?? "–",
    row.modelUsed ?? row.modelRequested ?? "–",
    row.promptTokens + row.completionTokens,
    row.cost_usd === null ? "not known" : `$${row.cost_usd}`,
    row.latencyMs,
    row.keyName ?? "–",
    row.errorCode ?? "",
  ];
}
