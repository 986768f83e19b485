import { only, type RequestFilter } from "@/lib/core/request-filter";
import { DAY_MS } from "@/lib/core/time";
import { modelSpellings } from "@/lib/corrections/model-spellings";
import { rowsHref } from "../../_log-parts/log-address";

/** The longest span that the log is asked for: a price that always held has no beginning of its own. */
const LONGEST_MS = 1_095 * DAY_MS;

type Rows = { provider: string; model: string; since: Date | null; until: Date };

/** The address of the log with exactly the requests of a model in a span, and what else narrows them. */
export function modelRowsHref({ provider, model, since, until }: Rows, filter: RequestFilter = {}): string {
  const from = since ?? new Date(until.getTime() - LONGEST_MS);
  const models = { in: modelSpellings(provider, model), notIn: [] };
  const all = { ...filter, provider: only(provider), model: models };
  return rowsHref(all, { from, to: until });
}
