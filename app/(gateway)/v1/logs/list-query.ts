import { z } from "zod";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import type { LogFilter } from "@/lib/logs/contract";
import { wholeLog } from "@/lib/logs/whole-log";
import { dimensionFields, readRequestQuery, rowFields, timeFields } from "../../request-query";

const USUAL_LIMIT = 50;
const LIMIT_MAX = 1_000;
const OFFSET_MAX = 10_000;
const PAYLOADS_MAX = 100;

/** The query that says which rows of the log are meant. */
export const logQuery = z.strictObject({
  ...dimensionFields,
  ...rowFields,
  ...timeFields,
  success: z
    .string()
    .optional()
    .meta({ description: "`true` for requests that succeeded; anything else for those that failed." }),
  since: z.iso
    .datetime({ offset: true, error: "since: use a moment such as 2026-11-24T09:30:00Z." })
    .optional()
    .meta({ description: "From this moment on." }),
});

const page = {
  limit: z
    .string()
    .optional()
    .meta({
      description: `How many, at most ${LIMIT_MAX}; ${USUAL_LIMIT} when absent, zero or no number.`,
    }),
  offset: z
    .string()
    .optional()
    .meta({
      description: `How many to pass over, at most ${OFFSET_MAX}; 0 when absent or no number. Rows that are added meanwhile shift pages: \`before\` goes on exactly, and as deep as you like.`,
    }),
  before: z.uuid({ error: "before: use the id of a log." }).optional().meta({
    description: "Only rows older than the one with this id: `pagination.next` of the answer before.",
  }),
  after: z
    .uuid({ error: "after: use the id of a log." })
    .optional()
    .meta({ description: "The rows nearest to the one with this id that are newer." }),
  payloads: z
    .enum(["true", "false"], { error: "payloads: use true or false." })
    .optional()
    .meta({
      description: `\`true\` brings what is kept of requests and answers, for at most ${PAYLOADS_MAX} rows.`,
    }),
  format: z.enum(["array"], { error: "format: use array." }).optional().meta({
    description: "`array` answers with the rows alone, as early clients of the original API read them.",
  }),
};

/** Clients that read the bare array say who they are. */
export const listHeaders = z.object({
  "x-layer-client": z.string().optional().meta({
    description: "`admin/0.1`, with or without a patch version, is answered as with `format=array`.",
  }),
});

/** True when the caller wants the rows alone. */
export function wantsArray(query: ListQuery, headers: z.output<typeof listHeaders>): boolean {
  return query.format === "array" || /^admin\/0\.1(\.|$)/.test(headers["x-layer-client"] ?? "");
}

export const listQuery = logQuery.extend(page);
type ListQuery = z.output<typeof listQuery>;

/** The filter of a query; all of the log when it says nothing of time. */
export async function logFilterOf(
  ctx: Pick<Ctx, "db" | "accountId" | "clock">,
  { success, since, ...query }: z.output<typeof logQuery>,
): Promise<{ filter: LogFilter; zone: string }> {
  const { filter, span, zone } = readRequestQuery(query, ctx.clock.now());
  const { from, to } = span ?? (await wholeLog(ctx));
  const least = since === undefined ? from : new Date(Math.max(from.getTime(), Date.parse(since)));
  const failed = success === undefined ? filter.failed : success !== "true";
  if (success !== undefined && query.failed !== undefined)
    throw wrong("failed", "use either this or `success`.");
  return { filter: { ...filter, failed, from: least, to }, zone };
}

/** Which part of the list is asked for. Throws `invalid_field` for what would take ever longer. */
export function pageOf(query: ListQuery): { limit: number; offset: number; withPayloads: boolean } {
  const limit = wholeNumber(query.limit) || USUAL_LIMIT;
  const offset = wholeNumber(query.offset);
  const withPayloads = query.payloads === "true";
  if (limit > LIMIT_MAX) throw wrong("limit", `use at most ${LIMIT_MAX}, and \`before\` for what follows.`);
  if (withPayloads && limit > PAYLOADS_MAX)
    throw wrong("limit", `use at most ${PAYLOADS_MAX} with payloads.`);
  if (offset > OFFSET_MAX) {
    throw wrong(
      "offset",
      `use at most ${OFFSET_MAX}. \`before\` with the id of the last row goes on from there.`,
    );
  }
  if (query.before !== undefined && query.after !== undefined)
    throw wrong("after", "use either this or `before`.");
  return { limit, offset, withPayloads };
}

/** Existing clients may send anything: what is no number counts as absent. */
function wholeNumber(text: string | undefined): number {
  const digits = /^\d{1,15}$/.exec(text ?? "");
  return digits === null ? 0 : Number(digits[0]);
}

function wrong(param: string, message: string): AppError {
  return new AppError("invalid_field", `${param}: ${message}`, { param });
}
