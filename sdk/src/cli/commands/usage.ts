import type { Api } from "../../index";
import type { Command, Session } from "../command";
import { table } from "../table";

type Cell = Api.GetUsageAnswer["total"];

export const usage: Command = {
  name: "usage",
  summary: "Show what was used and what it cost",
  flags: {
    range: { value: "span", words: "1h, 24h, 7d, 30d, 90d, mtd or ytd (30d)" },
    group: { value: "by", words: "key, gate, model, provider, endpoint, status or tag (key)" },
    metric: { value: "name", words: "What decides the order: spend, requests, tokens, … (spend)" },
    gate: { short: "g", value: "name", words: "That of a gate, by name or id" },
    key: { value: "id", words: "That of a key" },
    top: { value: "count", words: "How many rows; the rest is one row (20)" },
  },
  async run(session) {
    const { given, out, layer, signal } = session;
    const query: Record<string, string> = { range: "30d", group: "key", grain: "none", top: "20" };
    const gate = given.text("gate");
    if (gate !== undefined) query.gate = (await layer().gates.get(gate, { signal })).id;
    for (const name of ["range", "group", "metric", "key", "top"]) {
      const value = given.text(name);
      if (value !== undefined) query[name] = value;
    }
    const answer = await layer().usage.get(query, { signal });
    const names = out.isJson ? new Map<string, string>() : await namesOf(session, answer.group);
    out.result(answer, () => {
      const rows = answer.series.map((one) => cellsOf(rowName(one, names), one.total));
      const group = (answer.group ?? "all").toUpperCase();
      const total = rows.length > 1 ? [cellsOf("Total", answer.total)] : [];
      return table(
        [group, "REQUESTS", "ERRORS", "TOKENS", "COST"],
        [...rows, ...total],
        "Nothing was used in this time.",
      );
    });
  },
};

function cellsOf(name: string | null, cell: Cell) {
  const tokens =
    cell.inputTokens +
    cell.cachedInputTokens +
    cell.cacheWriteTokens +
    cell.cacheWrite1hTokens +
    cell.audioInputTokens +
    cell.outputTokens +
    cell.audioOutputTokens;
  const unknown = cell.unpriced > 0 ? ` + ${cell.unpriced} not priced` : "";
  return [
    name,
    cell.requests,
    cell.errors,
    tokens,
    cell.costUsd === null ? "not known" : `$${cell.costUsd}${unknown}`,
  ];
}

function rowName(
  { group, others }: Api.GetUsageAnswer["series"][number],
  names: ReadonlyMap<string, string>,
) {
  if (others !== null) return `${others} others`;
  return group === null || group === undefined ? null : (names.get(group) ?? group);
}

/** People know keys and gates by their names; one that is deleted keeps its id. */
async function namesOf({ layer, signal }: Session, group: Api.GetUsageAnswer["group"]) {
  const names = new Map<string, string>();
  if (group === "gate") for (const { id, name } of await layer().gates.list({ signal })) names.set(id, name);
  if (group === "key")
    for await (const { id, name } of layer().keys.list({ limit: 100 }, { signal })) names.set(id, name);
  return names;
}
