import { z } from "zod";
import { DAY_MS, SECOND_MS } from "@/lib/core/time";
import type { LineProblem, ReadReport, ReportFormat } from "../contract";
import { DaySums } from "./day-sums";
import { modelName, noModelProblem } from "./model-name";
import { momentOf, readAmount, readCount, shown } from "./read-cell";

type Result = Record<string, unknown>;
type Counts = Parameters<DaySums["add"]>[2];
type Bucket = { start: Date; end: Date | null; results: Result[] };

/** One page of any of the APIs: buckets of time with results in each. */
const page = z.looseObject({
  data: z.array(
    z.looseObject({
      start_time: z.number().optional(),
      end_time: z.number().nullish(),
      starting_at: z.string().optional(),
      ending_at: z.string().nullish(),
      results: z.array(z.record(z.string(), z.unknown())),
    }),
  ),
  has_more: z.boolean().nullish(),
});
type Page = z.output<typeof page>;

const MOST_PROBLEMS = 50;

/**
 * Pages of OpenAI's `/v1/organization/usage/completions` and `/costs` (platform.openai.com/docs/api-reference/usage) or of
 * Anthropic's `/v1/organizations/usage_report/messages` and `/cost_report` (docs.claude.com, Usage and Cost API), one or a list, as
 * a report. Or what is wrong with it: then none of it counts. A problem's line is the result's place in the file.
 */
export function readPages(value: unknown): { report: ReadReport } | { problems: LineProblem[] } {
  const parsed = z
    .array(page)
    .min(1)
    .safeParse(Array.isArray(value) ? value : [value]);
  const pages = parsed.success ? parsed.data : [];
  const format = formatOf(pages);
  if (format === null) return { problems: [{ line: 1, message: UNKNOWN }] };
  const provider = format.startsWith("openai") ? "openai" : "anthropic";
  const sums = new DaySums();
  const problems: LineProblem[] = [];
  const fields = new Set<string>();
  let at = 0;
  for (const { start, end, results } of pages.flatMap(bucketsOf)) {
    for (const result of results) {
      at += 1;
      for (const [name, given] of Object.entries(result)) if (given !== null) fields.add(name);
      const problem = addResult(sums, { result, start, end, format, provider });
      if (problem !== null) problems.push({ line: at, message: problem });
      if (problems.length >= MOST_PROBLEMS) return { problems };
    }
  }
  if (problems.length > 0) return { problems };
  const understood = [...fields].filter((name) => KNOWN[format].includes(name));
  const ignored = [...fields].filter((name) => !KNOWN[format].includes(name) && name !== "object");
  return { report: { provider, format, days: sums.all(), understood, ignored, notices: noticesOf(pages) } };
}

const UNKNOWN =
  "This is no report that is known here. Use pages of OpenAI's usage or costs API or of Anthropic's usage or cost report, or a CSV file.";

const KNOWN: Record<Exclude<ReportFormat, "csv">, string[]> = {
  "openai usage": ["model", "input_tokens", "input_cached_tokens", "output_tokens", "num_model_requests"],
  "openai costs": ["amount", "line_item"],
  "anthropic usage": [
    "model",
    "uncached_input_tokens",
    "cache_creation",
    "cache_read_input_tokens",
    "output_tokens",
  ],
  "anthropic cost": ["amount", "currency", "model", "description"],
};

function formatOf(pages: readonly Page[]): Exclude<ReportFormat, "csv"> | null {
  const buckets = pages.flatMap(({ data }) => data);
  const [first] = buckets.flatMap(({ results }) => results);
  const isOpenAI = buckets[0]?.start_time !== undefined;
  if (first === undefined) return null;
  if (isOpenAI) return "amount" in first ? "openai costs" : "input_tokens" in first ? "openai usage" : null;
  if (buckets[0]?.starting_at === undefined) return null;
  return "amount" in first ? "anthropic cost" : "uncached_input_tokens" in first ? "anthropic usage" : null;
}

function bucketsOf({ data }: Page): Bucket[] {
  return data.map(({ start_time, end_time, starting_at, ending_at, results }) => ({
    start:
      start_time === undefined ? (momentOf(starting_at ?? "") ?? new Date(Number.NaN)) : unix(start_time),
    end: end_time != null ? unix(end_time) : ending_at != null ? momentOf(ending_at) : null,
    results,
  }));
}

const unix = (seconds: number) => new Date(seconds * SECOND_MS);

/** Adds a result to the sums; what is wrong with it, or null. */
function addResult(
  sums: DaySums,
  given: Omit<Bucket, "results"> & { result: Result; format: ReportFormat; provider: string },
): string | null {
  const { start, end, result, format, provider } = given;
  const year = start.getUTCFullYear();
  if (!(year >= 2000 && year < 2100)) return "The time of the bucket is none.";
  if (end !== null && end.getTime() - start.getTime() > DAY_MS) {
    return "The bucket is longer than a day. Ask for the report with bucket_width=1d.";
  }
  const counts = format.endsWith("usage") ? tokensOf(result, format) : amountOf(result, format);
  if (typeof counts === "string") return counts;
  const name = nameOf(result, format);
  if (name === null) return UNGROUPED[format];
  const model = modelName(provider, name);
  if (model === null) return noModelProblem(name);
  sums.add(start.toISOString().slice(0, 10), model, counts);
  return null;
}

const UNGROUPED: Record<ReportFormat, string> = {
  "openai usage": "The result names no model. Ask for the report with group_by=model.",
  "openai costs": "The result names no line item. Ask for the report with group_by=line_item.",
  "anthropic usage": "The result names no model. Ask for the report with group_by[]=model.",
  "anthropic cost": "The result names no model. Ask for the report with group_by[]=description.",
  csv: "",
};

function nameOf(result: Result, format: ReportFormat): string | null {
  const names = format === "openai costs" ? [result.line_item] : [result.model, result.description];
  const name = names.find((given) => typeof given === "string" && given !== "");
  return typeof name === "string" ? name : null;
}

/** The tokens of a result of a usage report, or what is wrong with them. OpenAI counts cached tokens among the input. */
function tokensOf(result: Result, format: ReportFormat): Counts | string {
  const creation = (result.cache_creation ?? {}) as Result;
  const read: Record<string, number> = {};
  const fields = {
    requests: result.num_model_requests,
    input: format === "openai usage" ? result.input_tokens : result.uncached_input_tokens,
    cached: format === "openai usage" ? result.input_cached_tokens : result.cache_read_input_tokens,
    write5m: creation.ephemeral_5m_input_tokens,
    write1h: creation.ephemeral_1h_input_tokens,
    output: result.output_tokens,
  };
  for (const [name, value] of Object.entries(fields)) {
    const count = readCount(value == null ? "0" : String(value), "point");
    if ("problem" in count) return count.problem;
    read[name] = count.value ?? 0;
  }
  const { requests = 0, input = 0, cached = 0, write5m = 0, write1h = 0, output = 0 } = read;
  const isTotal = format === "openai usage";
  if (isTotal && cached > input)
    return `There are ${cached} cached input tokens among ${input} input tokens.`;
  return {
    requests: fields.requests == null ? null : requests,
    inputTokens: isTotal ? input - cached : input,
    cachedInputTokens: cached,
    cacheWriteTokens: write5m + write1h,
    outputTokens: output,
  };
}

/** The amount of a result of a cost report, or what is wrong with it. OpenAI names dollars, Anthropic cents. */
function amountOf(result: Result, format: ReportFormat): Counts | string {
  const isOpenAI = format === "openai costs";
  const amount = isOpenAI ? ((result.amount ?? {}) as Result).value : result.amount;
  const currency = String((isOpenAI ? ((result.amount ?? {}) as Result).currency : result.currency) ?? "usd");
  if (currency.toLowerCase() !== "usd") {
    return `The amount is in "${shown(currency)}". Only US dollars can be compared.`;
  }
  const read = readAmount(amount == null ? "" : String(amount), "point", isOpenAI ? 9 : 7);
  if ("problem" in read) return read.problem;
  return read.value === null ? "The result has no amount." : { costNanoUsd: read.value };
}

function noticesOf(pages: readonly Page[]): string[] {
  return pages.at(-1)?.has_more === true
    ? ["The last page says that there are more. Import those too, or put all pages into one JSON list."]
    : [];
}
