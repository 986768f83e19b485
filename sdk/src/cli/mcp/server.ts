import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import type { Layer } from "../../index";
import { failureOf } from "../failure-of";

const READS = { readOnlyHint: true, openWorldHint: false } as const;

/** What a model may look at; it can change nothing, and no secret and no text of a request is among it. */
export function mcpServer(layer: Layer, version: string): McpServer {
  const server = new McpServer({ name: "layer", version });
  const tool = <S extends z.ZodRawShape>(
    name: string,
    description: string,
    inputSchema: S,
    read: (input: z.output<z.ZodObject<S>>) => Promise<unknown>,
  ) =>
    server.registerTool(
      name,
      { description, inputSchema: z.strictObject(inputSchema), annotations: READS },
      (async (input: z.output<z.ZodObject<S>>) => answer(() => read(input))) as never,
    );

  tool(
    "list_gates",
    "Lists the account's gates: what each is for, its model, fallbacks and settings.",
    {},
    async () => [...(await layer.gates.list())],
  );
  tool(
    "get_gate",
    "Shows one gate by its name or id.",
    { gate: z.string().describe("Name or id") },
    ({ gate }) => layer.gates.get(gate),
  );
  tool(
    "list_logs",
    "Lists requests, newest first: model, tokens, cost, latency, status and error of each. Texts are not shown.",
    {
      gate: z.string().optional().describe("Id of a gate"),
      key: z.string().optional().describe("Id of a key"),
      failed: z.boolean().optional().describe("Those that failed"),
      since: z.iso.datetime({ offset: true }).optional().describe("A moment, such as 2026-11-24T09:30:00Z"),
      limit: z.int().min(1).max(100).optional().describe("How many; 20 when left out"),
    },
    async ({ failed, limit = 20, ...query }) => {
      const rows = await layer.logs.list({ ...query, limit, ...(failed === true ? { failed: "true" } : {}) });
      return rows.map(({ requestPayload, responsePayload, ...row }) => row);
    },
  );
  tool(
    "usage",
    "Sums requests, tokens and cost over a span of time. A cost of null is not known.",
    {
      range: z.enum(["1h", "24h", "7d", "30d", "90d", "mtd", "ytd"]).optional().describe("30d when left out"),
      group: z.enum(["key", "gate", "model", "provider", "endpoint", "status", "tag"]).optional(),
    },
    async ({ range = "30d", group = "key" }) => {
      const { series, total } = await layer.usage.get({ range, group, grain: "none", top: 50 });
      return { range, group, series: series.map(({ cells, ...one }) => one), total };
    },
  );
  tool(
    "find_key",
    "Shows a key by its id: name, state, scope, last use. Never its secret.",
    { id: z.uuid() },
    ({ id }) => layer.keys.get(id),
  );
  return server;
}

async function answer(read: () => Promise<unknown>) {
  try {
    return { content: [{ type: "text" as const, text: JSON.stringify(await read(), null, 2) }] };
  } catch (thrown) {
    const { code, message, recovery } = failureOf(thrown);
    return {
      isError: true,
      content: [{ type: "text" as const, text: JSON.stringify({ code, message, recovery }) }],
    };
  }
}
