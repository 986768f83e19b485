import type { Gate } from "@/lib/gates/contract";
import { modelsOf } from "../field-words";
import type { GateState } from "../gate-state";

/** A gate with what came through it in the last 24 hours. `costNanoUsd` is null when nothing of it is known. */
export type GateRow = Pick<Gate, "id" | "name" | "isDefault" | "updatedAt"> & {
  description: string | null;
  taskType: Gate["settings"]["taskType"];
  strategy: Gate["settings"]["routingStrategy"];
  models: string[];
  requests: number;
  errors: number;
  unpriced: number;
  costNanoUsd: bigint | null;
  /** Where those requests are listed. */
  rowsHref: string;
  /** Providers may have to be asked for it, which the list does not wait for. */
  state: Promise<GateState>;
};

type View = {
  search: string;
  sort: "name" | "requests" | "cost" | "updated";
  direction: "asc" | "desc";
  limit: number;
  page: number;
};

/** The gates that match, in order, and of them the page that is asked for; one that is not there is the first. */
export function gatePage(rows: readonly GateRow[], view: View) {
  const words = view.search.trim().toLowerCase();
  const found = rows.filter((row) => textOf(row).includes(words)).sort(byView(view));
  const pages = Math.max(1, Math.ceil(found.length / view.limit));
  const page = view.page > pages ? 1 : view.page;
  return {
    rows: found.slice((page - 1) * view.limit, page * view.limit),
    total: found.length,
    nextCursor: page < pages ? String(page + 1) : null,
    previousCursor: page > 1 ? String(page - 1) : null,
  };
}

/** What a gate can be told to other parts of the list by. */
export function gateFacts({ id, name, isDefault, updatedAt, settings }: Gate) {
  const { description, taskType, routingStrategy: strategy } = settings;
  return { id, name, isDefault, updatedAt, description, taskType, strategy, models: modelsOf(settings) };
}

function textOf({ id, name, description, models }: GateRow): string {
  return [id, name, description ?? "", ...models].join("\n").toLowerCase();
}

function byView({ sort, direction }: View) {
  const sign = direction === "asc" ? 1 : -1;
  return (a: GateRow, b: GateRow) => sign * compared(sort, a, b) || a.name.localeCompare(b.name);
}

function compared(sort: View["sort"], a: GateRow, b: GateRow): number {
  if (sort === "name") return a.name.localeCompare(b.name);
  if (sort === "requests") return a.requests - b.requests;
  if (sort === "updated") return a.updatedAt.getTime() - b.updatedAt.getTime();
  const [left, right] = [a.costNanoUsd ?? -1n, b.costNanoUsd ?? -1n];
  return left < right ? -1 : left > right ? 1 : 0;
}
