import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import type { Layer } from "../../index";
import { mcpServer } from "./server";

/** Speaks MCP over standard input and output until the input ends or the user leaves. */
export async function serve(layer: Layer, version: string, signal: AbortSignal): Promise<void> {
  const server = mcpServer(layer, version);
  const ended = new Promise<void>((resolve) => {
    process.stdin.once("end", resolve);
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await server.connect(new StdioServerTransport());
  await ended;
  await server.close();
}
