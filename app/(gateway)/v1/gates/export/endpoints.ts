import { z } from "zod";
import { exportGates } from "@/lib/gates/export-gates";
import { defineEndpoint } from "@/lib/transport/define-endpoint";

// RFC 9512.
const YAML = "application/yaml";

const exportEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/gates/export",
  operationId: "exportGates",
  tag: "Gates",
  summary: "Export the gates as a file",
  description:
    "The account's gates as a `layer.config.yaml`, by name, whole but for their ids: with their limits, payloads, spending limit and " +
    "which one is the default. `POST /v1/gates/import` takes it back. Spending limits of weeks, of 30 days and of a lifetime are not in it.",
  auth: true,
  resource: "gates",
  responses: {
    200: {
      description: "The file.",
      schema: z.string(),
      headers: ["content-disposition"],
      contentType: YAML,
      example: "gates:\n  - name: support\n    model: gpt-4o-mini\n",
    },
  },
  errors: [],
  async run(ctx) {
    return {
      status: 200,
      text: await exportGates(ctx),
      headers: {
        "content-type": `${YAML}; charset=utf-8`,
        "content-disposition": 'attachment; filename="layer.config.yaml"',
      },
    };
  },
});

/** Endpoints of `/v1/gates/export`. */
export const exportEndpoints = [exportEndpoint];
