import { z } from "zod";
import type { SpendingLimit } from "@/lib/spending/contract";
import type { EndpointAnswer } from "@/lib/transport/define-endpoint";
import { spendingOnWire } from "../wire";

const LATEST_MS = 8_640_000_000_000_000;

/** A spending limit, with an ETag that changes with what the limit says. */
export function limitAnswer(
  limit: SpendingLimit,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): EndpointAnswer {
  const etag = `"${limit.updatedAt.getTime()}"`;
  return { status, body: spendingOnWire(limit), headers: { ...headers, etag } };
}

/** The header that makes a change hold only for the limit that the client has seen. */
export const ifMatchHeader = z.object({
  "if-match": z
    .string()
    .regex(/^(\*|(W\/)?"\d{1,16}")$/, {
      error: "If-Match: send the ETag as it was answered, with its quotes.",
    })
    .transform((text) =>
      text === "*" ? undefined : new Date(Math.min(Number(text.replace(/\D/g, "")), LATEST_MS)),
    )
    .optional()
    .meta({
      description:
        "The ETag of the limit as it was read. When somebody has changed it since, the answer is 409 conflict.",
    }),
});
