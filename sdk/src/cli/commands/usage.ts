import type { Api } from "../../index";
import type { Command } from "../command";
import { table } from "../table";

type Cell = Api.GetUsageAnswer["total"];

export const usage: Command = {
  name: "usage",
  summary: "Show what was used and what it cost",
  flags: {
    range: { value: "span", words: "1h, 24h, 7d, 30d, 90d, mtd or ytd (30d)" },
    group: { value: "by", words: "key, gate, model, provider, endpoint, status or tag (key)" },
    metric: { value: "name", words: "What decides the order: spend, requests, tokens, … (spend)" },
    gate: { short: "g", value: "id", words: "That of a gate" },
    key: { value: "id", words: "That of a key" },
    top: { value: "count", words: "How many rows; the rest is one row (20)" },
  },
  async run({ given, out, layer, signal }) {
    const query: Record<string, string> = { range: "30d", group: "key", grain: "none", top: "20" };
    for (const name of ["range", "group", "metric", "gate", "key", "top"]) {
      const value = given.text(name);
      if (value !== undefined) query[name] = value;
    }
    const answer = await layer().usage.get(query, { signal });
    out.result(answer, () => {
      const rows = answer.series.map((one) => cellsOf(one.group ?? `${one.others ?? 0} others`, one.total));
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

function cellsOf(name: string, cell: Cell) {
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
