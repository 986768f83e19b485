import { z } from "zod";
import { appVersion } from "@/lib/transport/app-version";
import { defineEndpoint } from "@/lib/transport/define-endpoint";

/** Probes look for it under either address. */
function healthAt(path: "/health" | "/api/health", operationId: string) {
  return defineEndpoint({
    method: "GET",
    path,
    operationId,
    tag: "About",
    summary: "Is the server alive",
    description:
      "Answers without asking the database, so that an outage there does not restart healthy servers.",
    auth: false,
    resource: null,
    responses: {
      200: {
        description: "The server answers.",
        schema: z.object({ status: z.literal("ok"), message: z.string(), version: z.string() }),
        example: { status: "ok", message: "Layer is running.", version: "0.1.0" },
      },
    },
    errors: [],
    async run() {
      return { status: 200, body: { status: "ok", message: "Layer is running.", version: appVersion() } };
    },
  });
}

export const healthEndpoints = [healthAt("/health", "getHealth")];
export const apiHealthEndpoints = [healthAt("/api/health", "getApiHealth")];
export const operations = [...healthEndpoints, ...apiHealthEndpoints].map(({ operation }) => operation);
