import type { Command } from "../command";
import { VERSION } from "../version";

export const mcp: Command = {
  name: "mcp",
  summary: "Let a coding agent read gates, logs, usage and keys (MCP over stdio)",
  notes:
    "It is started by the agent: command `layer`, arguments `mcp`. Its tools only read: list_gates, get_gate, list_logs, usage, find_key.\n" +
    "A key with the access `read` is enough: layer key create agent --access read",
  async run({ layer, signal }) {
    const client = layer();
    // Nobody else waits for it to load.
    const { serve } = await import("../mcp/serve");
    await serve(client, VERSION, signal);
  },
};
