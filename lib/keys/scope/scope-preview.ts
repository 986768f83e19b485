import { and, desc, eq, gte, lt, sql } from "drizzle-orm";
import { requests } from "@/db/schema/requests";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { type KeyId, lowestIdAt, type RequestId } from "@/lib/core/ids";
import type { KeyScope } from "@/lib/core/key-scope";
import { DAY_MS, MINUTE_MS, type TimeRange } from "@/lib/core/time";
import { keptSince } from "@/lib/logs/kept-since";
import { getKey } from "../queries";
import { checkedScope } from "./checked-scope";
import { LONGEST_PREVIEW_MS, type PreviewScopeInput, type ScopePreview } from "./contract";
import { isUnsure, type ReplayedCall, replayedFacts } from "./replayed-facts";
import { scopeVerdict } from "./scope-verdict";

const PAGE = 5_000;
const MOST_EXAMPLES = 5;
const MOST_REMEMBERED = 20_000;

/**
 * What a scope would have made of a key's calls between two moments (the last 24 hours unless told), by asking the same verdict
 * about their rows in the log, which begin later where older ones have expired. Nothing is changed. Throws `invalid_field` (param `scope…`, `from`), and `not_found`.
 */
export async function previewScope(ctx: Ctx, input: PreviewScopeInput): Promise<ScopePreview> {
  const { id } = await getKey(ctx, input.keyId);
  const scope = await checkedScope(ctx, input.scope);
  const asked = checkedSpan(input, ctx.clock.now());
  const span = laterStart(asked, await keptSince(ctx));
  const preview: ScopePreview = { ...span, requests: 0, refused: 0, byCode: {}, examples: [], unsure: 0 };
  const judge = judgeOf(scope);
  let before = lowestIdAt(span.to.getTime()) as RequestId;
  for (;;) {
    const page = await callsBefore(ctx, id, { before, from: span.from });
    for (const call of page) count(preview, call.id, judge(call));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return preview;
    before = last.id;
  }
}

type Judged = { refusal: { code: string; message: string } | null; isUnsure: boolean };

/** Judges each kind of call once: a key's calls are much alike, and making an error costs more than a row does. */
function judgeOf(scope: KeyScope | null): (call: ReplayedCall) => Judged {
  const known = new Map<string, Judged>();
  return ({ startedAt, ...call }) => {
    const minute = scope?.hours === undefined ? 0 : Math.floor(startedAt.getTime() / MINUTE_MS);
    const { id: _, ...alike } = call as typeof call & { id?: unknown };
    const kind = JSON.stringify([
      minute,
      Object.values({ ...alike, worstCostNanoUsd: `${call.worstCostNanoUsd}` }),
    ]);
    let judged = known.get(kind);
    if (judged === undefined) {
      judged = judgeOnce({ ...call, startedAt }, scope);
      if (known.size < MOST_REMEMBERED) known.set(kind, judged);
    }
    return judged;
  };
}

function judgeOnce(call: ReplayedCall, scope: KeyScope | null): Judged {
  const facts = scope === null ? null : replayedFacts(call, scope);
  if (scope === null || facts === null) return { refusal: null, isUnsure: false };
  const refusal = scopeVerdict(scope, facts);
  if (refusal === null) return { refusal, isUnsure: isUnsure(call, scope, facts) };
  return { refusal: { code: refusal.code, message: refusal.message }, isUnsure: false };
}

function count(preview: ScopePreview, id: RequestId, { refusal, isUnsure }: Judged): void {
  preview.requests += 1;
  if (isUnsure) preview.unsure += 1;
  if (refusal === null) return;
  const ofCode = (preview.byCode[refusal.code] ?? 0) + 1;
  preview.byCode[refusal.code] = ofCode;
  preview.refused += 1;
  if (ofCode <= MOST_EXAMPLES) preview.examples.push({ id, ...refusal });
}

/** The calls of a key in a span, newest first, at most a page of them. */
function callsBefore(ctx: Ctx, keyId: KeyId, { before, from }: { before: RequestId; from: Date }) {
  return ctx.db
    .select({
      id: requests.id,
      endpoint: requests.endpoint,
      network: requests.network,
      startedAt: requests.startedAt,
      gateId: requests.gateId,
      modelAsked: requests.modelAsked,
      modelUsed: requests.modelUsed,
      provider: requests.provider,
      route: requests.route,
      maxOutputTokens: requests.maxOutputTokens,
      worstCostNanoUsd: requests.worstCostNanoUsd,
      isTest: requests.isTest,
      errorCode: requests.errorCode,
      wasTried: sql<boolean>`jsonb_array_length(${requests.attempts}) > 0`,
    })
    .from(requests)
    .where(
      and(
        eq(requests.accountId, ctx.accountId),
        eq(requests.keyId, keyId),
        lt(requests.id, before),
        gte(requests.id, lowestIdAt(from.getTime()) as RequestId),
      ),
    )
    .orderBy(desc(requests.id))
    .limit(PAGE);
}

/** Of what has expired nobody can say what a scope had made of it. */
function laterStart({ from, to }: TimeRange, kept: Date | null): TimeRange {
  if (kept === null || kept <= from) return { from, to };
  return { from: kept < to ? kept : to, to };
}

function checkedSpan({ from, to }: Pick<PreviewScopeInput, "from" | "to">, now: Date) {
  const end = to ?? now;
  const start = from ?? new Date(end.getTime() - DAY_MS);
  if (start >= end) {
    throw new AppError("invalid_field", "The span must begin before it ends.", { param: "from" });
  }
  if (end.getTime() - start.getTime() > LONGEST_PREVIEW_MS) {
    throw new AppError("invalid_field", "The span may be at most 31 days long.", { param: "from" });
  }
  return { from: start, to: end };
}
