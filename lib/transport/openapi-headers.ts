import type { Operation } from "./operation";

type Json = Record<string, unknown>;

const ONLY_WHERE_LIMITED = "Sent where requests per minute are limited, of the limit that has least left.";

/** The headers of answers, as the document describes them. */
export const headerComponents: Record<string, Json> = {
  RequestId: {
    description: "Identifies the request; also sent as request-id.",
    schema: { type: "string", format: "uuid" },
  },
  RateLimitLimit: {
    description: `How many requests a minute may have. ${ONLY_WHERE_LIMITED}`,
    schema: { type: "integer" },
  },
  RateLimitRemaining: {
    description: `How many of them are left. ${ONLY_WHERE_LIMITED}`,
    schema: { type: "integer" },
  },
  RateLimitReset: {
    description: `In how many seconds all of them are again, such as 21s. ${ONLY_WHERE_LIMITED}`,
    schema: { type: "string" },
  },
};

/** The headers that every answer of an operation may have. */
export function headersOf({ auth }: Pick<Operation, "auth">): Record<string, Json> {
  const limits = {
    "x-ratelimit-limit-requests": component("RateLimitLimit"),
    "x-ratelimit-remaining-requests": component("RateLimitRemaining"),
    "x-ratelimit-reset-requests": component("RateLimitReset"),
  };
  return { "x-request-id": component("RequestId"), ...(auth ? limits : {}) };
}

function component(name: string): Json {
  return { $ref: `#/components/headers/${name}` };
}
