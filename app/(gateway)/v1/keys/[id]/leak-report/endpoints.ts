import { z } from "zod";
import type { KeyId } from "@/lib/core/ids";
import { damageCalls } from "@/lib/keys/leak/damage-calls";
import { damageCsvHead, damageCsvLines } from "@/lib/keys/leak/damage-csv";
import { damageReport } from "@/lib/keys/leak/damage-report";
import { suggestSince } from "@/lib/keys/leak/suggest-since";
import { getKey } from "@/lib/keys/queries";
import type { KeyCtx } from "@/lib/transport/authenticate-key";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { listOnWire, listQueryFields, wireList } from "../../../../list-answer";
import { exampleCall, exampleReport } from "../leak/examples";
import { callOnWire, reportOnWire, wireCall, wireReport } from "../leak/wire";

const tag = "Keys";
const CALLS_IN_A_FILE = 50_000;

const params = z.object({ id: z.uuid().transform((id) => id as KeyId) });
const since = z.iso
  .datetime({ offset: true, error: "since: use a time like 2026-11-24T10:00:00Z." })
  .transform((text) => new Date(text))
  .optional()
  .meta({
    description:
      "Since when to look. Without it: since the first call from a network or with a model that the key had never seen, else the last 24 hours.",
  });
const after = z.uuid({ error: "after: use the id of a call." }).optional();

const reportEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/keys/{id}/leak-report",
  operationId: "getLeakReport",
  tag,
  summary: "See what a leaked key did",
  description:
    "What was called, used and spent since a moment, by model, gate, network, program and endpoint, and what of it is new " +
    "compared with the 30 days before. The sums are those of the calls in the log, to the nano-dollar.",
  auth: true,
  resource: ["keys", "logs"],
  params,
  query: z.strictObject({ since }),
  responses: { 200: { description: "The report.", schema: wireReport, example: exampleReport } },
  errors: ["not_found"],
  async run(ctx, { params: { id }, query }) {
    const suggested = await suggestSince(ctx, (await getKey(ctx, id)).id);
    const report = await damageReport(ctx, { keyId: id, since: query.since ?? suggested.at });
    return { status: 200, body: reportOnWire(report, suggested) };
  },
});

const callsEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/keys/{id}/leak-calls",
  operationId: "listLeakCalls",
  tag,
  summary: "List the calls of a leak report",
  description: "The calls that the report sums, oldest first.",
  auth: true,
  resource: ["keys", "logs"],
  params,
  query: z.strictObject({ since, ...listQueryFields }),
  responses: {
    200: {
      description: "The calls.",
      schema: wireList(wireCall),
      example: listOnWire([exampleCall], false),
    },
  },
  errors: ["not_found"],
  async run(ctx, { params: { id }, query }) {
    const { calls, hasMore } = await callsSince(ctx, id, query);
    return { status: 200, body: listOnWire(calls.map(callOnWire), hasMore) };
  },
});

const exportEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/keys/{id}/leak-export",
  operationId: "exportLeakCalls",
  tag,
  summary: "Export the calls of a leak report",
  description:
    "The same calls as a CSV file with the sums at its top, 50,000 calls at most. When there are more, a `Link` header with " +
    'rel="next" leads to the rest. What a spreadsheet would take for a formula has an apostrophe in front.',
  auth: true,
  resource: ["keys", "logs"],
  params,
  query: z.strictObject({
    since,
    after: after.meta({ description: "Id of the last call of the file before." }),
  }),
  responses: {
    200: {
      description: "The file.",
      schema: z.string(),
      contentType: "text/csv",
      example: "Key,0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b\r\n…\r\n",
      headers: ["content-disposition", "link"],
    },
  },
  errors: ["not_found"],
  async run(ctx, { params: { id }, query }) {
    const from = query.since ?? (await suggestSince(ctx, (await getKey(ctx, id)).id)).at;
    const [report, { calls, hasMore }] = await Promise.all([
      damageReport(ctx, { keyId: id, since: from }),
      callsSince(ctx, id, { ...query, since: from, limit: CALLS_IN_A_FILE }),
    ]);
    const next = `/v1/keys/${id}/leak-export?since=${from.toISOString()}&after=${calls.at(-1)?.id}`;
    return {
      status: 200,
      text: damageCsvHead(report) + damageCsvLines(calls),
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="leak-${id}.csv"`,
        ...(hasMore ? { link: `<${next}>; rel="next"` } : {}),
      },
    };
  },
});

async function callsSince(
  ctx: KeyCtx,
  keyId: KeyId,
  {
    since: from,
    after: place,
    limit,
  }: { since?: Date | undefined; after?: string | undefined; limit: number },
) {
  const moment = from ?? (await suggestSince(ctx, (await getKey(ctx, keyId)).id)).at;
  // One more than asked for tells whether there are further ones.
  const found = await damageCalls(ctx, { keyId, since: moment, after: place ?? null, limit: limit + 1 });
  return { calls: found.slice(0, limit), hasMore: found.length > limit };
}

export const leakReportEndpoints = [reportEndpoint];
export const leakCallsEndpoints = [callsEndpoint];
export const leakExportEndpoints = [exportEndpoint];
