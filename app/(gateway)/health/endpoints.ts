import { z } from "zod";
import { appVersion } from "@/lib/transport/app-version";
import { defineEndpoint } from "@/lib/transport/define-endpoint";

const healthEndpoint = defineEndpoint({
  method: "GET",
  path: "/health",
  operationId: "getHealth",
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

export const healthEndpoints = [healthEndpoint];
export const operations = healthEndpoints.map(({ operation }) => operation);
