import { AppError } from "@/lib/core/errors";
import { usdDecimal } from "@/lib/core/money";
import type { DamageReport } from "@/lib/keys/leak/damage";
import { type DamageCall, damageCalls } from "@/lib/keys/leak/damage-calls";
import { damageCsvHead, damageCsvLines } from "@/lib/keys/leak/damage-csv";
import { damageReport } from "@/lib/keys/leak/damage-report";
import { suggestSince } from "@/lib/keys/leak/suggest-since";
import { getKey } from "@/lib/keys/queries";
import { fileResponse } from "@/lib/transport/file-response";
import { pageReadDoor } from "@/lib/transport/page-door";
import { loadLeakSearchParams } from "../search-params";

const CALLS_AT_ONCE = 5_000;

/** Streams all calls since a moment, as CSV or with the summary as JSON, however many there are. */
export const exportDamage = pageReadDoor<{ keyId: string }>(async ({ ctx }, { keyId }, request) => {
  const { searchParams } = new URL(request.url);
  const asked = loadLeakSearchParams(searchParams).since;
  const format = searchParams.get("format") ?? "csv";
  if (format !== "csv" && format !== "json") {
    throw new AppError("invalid_field", "format: use csv or json.", { param: "format" });
  }
  const key = await getKey(ctx, keyId);
  const since = asked ?? (await suggestSince(ctx, key.id)).at;
  const report = await damageReport(ctx, { keyId, since });

  async function* pages(): AsyncGenerator<DamageCall[]> {
    for (let after: string | null = null; ; ) {
      const calls: DamageCall[] = await damageCalls(ctx, { keyId, since, after, limit: CALLS_AT_ONCE });
      if (calls.length > 0) yield calls;
      if (calls.length < CALLS_AT_ONCE) return;
      after = calls.at(-1)?.id ?? null;
    }
  }
  const pieces = format === "csv" ? csvPieces(report, pages()) : jsonPieces(report, pages());
  const type = format === "csv" ? "text/csv" : "application/json";
  return fileResponse({ name: `leak-${key.id}.${format}`, contentType: `${type}; charset=utf-8`, pieces });
});

async function* csvPieces(report: DamageReport, pages: AsyncIterable<DamageCall[]>): AsyncGenerator<string> {
  yield damageCsvHead(report);
  for await (const calls of pages) yield damageCsvLines(calls);
}

async function* jsonPieces(report: DamageReport, pages: AsyncIterable<DamageCall[]>): AsyncGenerator<string> {
  yield `{"summary":${JSON.stringify(report, plain)},"calls":[`;
  let separator = "";
  for await (const calls of pages) {
    yield separator + calls.map((call) => JSON.stringify(withUsd(call), plain)).join(",");
    separator = ",";
  }
  yield "]}";
}

function withUsd(call: DamageCall) {
  return { ...call, costUsd: call.costNanoUsd === null ? null : usdDecimal(call.costNanoUsd) };
}

/** Money as text, so that no digit is lost. */
function plain(_name: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
