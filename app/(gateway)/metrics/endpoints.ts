import { z } from "zod";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { readMetrics } from "@/lib/transport/metrics";

/** Prometheus looks for it under either address. */
function metricsAt(path: "/metrics" | "/api/metrics", operationId: string) {
  return defineEndpoint({
    method: "GET",
    path,
    operationId,
    tag: "About",
    summary: "Numbers for Prometheus",
    description:
      "What this instance has counted since it began, in Prometheus' text format. Takes the token of METRICS_TOKEN as `Authorization: Bearer TOKEN`, no API key; without that setting it is not there. Ask each instance by itself.",
    auth: false,
    resource: null,
    responses: {
      200: {
        description: "The metrics.",
        schema: z.string(),
        contentType: "text/plain",
        example: "layer_running_requests 3\n",
      },
    },
    errors: ["metrics_token_wrong", "not_found"],
    async run(_ctx, _input, request) {
      const { text, type } = await readMetrics(request.headers.get("authorization"));
      return { status: 200, text, headers: { "content-type": type } };
    },
  });
}

export const metricsEndpoints = [metricsAt("/metrics", "getMetrics")];
export const apiMetricsEndpoints = [metricsAt("/api/metrics", "getApiMetrics")];
export const operations = [...metricsEndpoints, ...apiMetricsEndpoints].map(({ operation }) => operation);
