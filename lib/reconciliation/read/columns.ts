/** What a column of a report can be. `inputTotal` counts cached tokens in, `input` does not. */
export type Meaning =
  | "day"
  | "end"
  | "model"
  | "requests"
  | "inputTotal"
  | "input"
  | "cachedInput"
  | "cacheWrite"
  | "output"
  | "cost"
  | "currency";

// The names that exports of OpenAI's and Anthropic's consoles have, their APIs' fields, and plain ones. The first that a file has is
// read; of those that write to a cache all are, as they are added up.
const NAMES: Record<Meaning, string[]> = {
  day: [
    "date",
    "day",
    "usage_date_utc",
    "usage_date",
    "start_time_iso",
    "starting_at",
    "start_time",
    "bucket_start",
  ],
  end: ["end_time_iso", "ending_at", "end_time"],
  model: ["model", "model_version", "model_name", "model_id", "line_item"],
  requests: ["num_model_requests", "requests", "num_requests", "request_count", "n_requests"],
  inputTotal: ["input_tokens", "prompt_tokens"],
  input: [
    "uncached_input_tokens",
    "input_uncached_tokens",
    "usage_input_tokens_no_cache",
    "input_tokens_no_cache",
  ],
  cachedInput: [
    "cached_input_tokens",
    "input_cached_tokens",
    "cached_tokens",
    "cache_read_input_tokens",
    "usage_input_tokens_cache_read",
    "cache_read_tokens",
  ],
  cacheWrite: [
    "cache_write_tokens",
    "cache_creation_input_tokens",
    "input_cache_write_tokens",
    "usage_input_tokens_cache_write_5m",
    "usage_input_tokens_cache_write_1h",
    "usage_input_tokens_cache_write",
  ],
  output: ["output_tokens", "completion_tokens", "usage_output_tokens"],
  cost: ["cost_usd", "amount_usd", "amount_value", "cost", "amount", "total_cost"],
  currency: ["amount_currency", "currency"],
};

export type Columns = {
  /** Places of the cells, from 0. */
  at: Partial<Record<Meaning, number[]>>;
  understood: string[];
  ignored: string[];
};

/** What the columns of a file are, by their names. */
export function readColumns(header: readonly string[], provider: string): Columns {
  const names = header.map(plainName);
  const at: Columns["at"] = {};
  for (const [meaning, known] of Object.entries(NAMES) as Array<[Meaning, string[]]>) {
    const found = known.flatMap((name) => (names.includes(name) ? [names.indexOf(name)] : []));
    if (found.length > 0) at[meaning] = meaning === "cacheWrite" ? found : found.slice(0, 1);
  }
  // Anthropic counts what was read from a cache apart from `input_tokens` (docs.claude.com, prompt caching).
  if (provider === "anthropic" && at.inputTotal !== undefined && at.input === undefined) {
    at.input = at.inputTotal;
    delete at.inputTotal;
  }
  if (at.input !== undefined) delete at.inputTotal;
  const used = new Set(Object.values(at).flat());
  const label = (place: number) => header[place]?.trim() ?? "";
  const places = header.map((_, place) => place).filter((place) => label(place) !== "");
  return {
    at,
    understood: places.filter((place) => used.has(place)).map(label),
    ignored: places.filter((place) => !used.has(place)).map(label),
  };
}

/** What a file is missing to be a report, as a sentence; null when nothing is. */
export function missingColumns({ at }: Columns): string | null {
  if (at.day === undefined) return "There is no column for the day. Name one date.";
  if (at.model === undefined) return "There is no column for the model. Name one model.";
  const counts = [at.requests, at.inputTotal, at.input, at.output, at.cost];
  return counts.some((place) => place !== undefined)
    ? null
    : "There is no column with tokens, requests or an amount. Name one input_tokens, output_tokens, requests or cost_usd.";
}

/** `Usage Date (UTC)` is `usage_date_utc`. */
function plainName(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_|_$/g, "");
}
