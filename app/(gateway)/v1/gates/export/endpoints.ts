import { z } from "zod";
import { gatesToYaml } from "@/lib/gates/gate-yaml";
import { listGates } from "@/lib/gates/queries";
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
    "The account's gates as a `layer.config.yaml`, the newest first, whole but for their ids and which one is the default. " +
    "`POST /v1/gates/import` takes it back.",
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
      text: gatesToYaml(await listGates(ctx)),
      headers: {
        "content-type": `${YAML}; charset=utf-8`,
        "content-disposition": 'attachment; filename="layer.config.yaml"',
      },
    };
  },
});

/** Endpoints of `/v1/gates/export`. */
export const exportEndpoints = [exportEndpoint];
