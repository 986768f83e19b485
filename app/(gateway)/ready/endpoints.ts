import { z } from "zod";
import { appVersion } from "@/lib/transport/app-version";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { readiness } from "@/lib/transport/readiness";

const answer = z.object({
  status: z.enum(["ready", "not_ready"]),
  version: z.string(),
  reasons: z
    .array(z.object({ check: z.enum(["draining", "database", "migrations", "jobs"]), message: z.string() }))
    .describe("Why it is not ready; empty when it is."),
});

/** Probes look for it under either address. */
function readyAt(path: "/ready" | "/api/ready", operationId: string) {
  return defineEndpoint({
    method: "GET",
    path,
    operationId,
    tag: "About",
    summary: "Should this instance get calls",
    description:
      "Says so when the database answers within a second, has every migration of this version, and no job is more than five minutes behind. While the instance stops it is not ready. For load balancers; ask /health whether to restart it.",
    auth: false,
    resource: null,
    responses: {
      200: {
        description: "It is ready for calls.",
        schema: answer,
        example: { status: "ready", version: "0.1.0", reasons: [] },
      },
      503: {
        description: "It is not, and why.",
        headers: ["retry-after"],
        schema: answer,
        example: {
          status: "not_ready",
          version: "0.1.0",
          reasons: [{ check: "database", message: "The database did not answer within a second." }],
        },
      },
    },
    errors: [],
    async run() {
      const reasons = await readiness();
      const [status, word] = reasons.length === 0 ? [200, "ready"] : [503, "not_ready"];
      const headers: Record<string, string> = status === 200 ? {} : { "retry-after": "1" };
      return { status, body: { status: word, version: appVersion(), reasons }, headers };
    },
  });
}

export const readyEndpoints = [readyAt("/ready", "getReady")];
export const apiReadyEndpoints = [readyAt("/api/ready", "getApiReady")];
export const operations = [...readyEndpoints, ...apiReadyEndpoints].map(({ operation }) => operation);
