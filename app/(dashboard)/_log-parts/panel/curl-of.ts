import type { LogEntry } from "@/lib/logs/contract";

type Asked = Pick<LogEntry, "endpoint" | "modelAsked" | "gateName" | "streamed">;

/**
 * The request as a command, with the key taken from `LAYER_API_KEY`. Without the body that was sent it has one of the same shape, and
 * says that it is not the same.
 */
export function curlOf(entry: Asked, body: string | null, address: string): string {
  const said = body === null ? ["# What was sent is not stored: put your own messages in."] : [];
  const sent = body ?? JSON.stringify(skeletonOf(entry), null, 2);
  return [
    ...said,
    `curl ${quoted(`${address}${pathOf(entry.endpoint)}`)} \\`,
    `  -H "Authorization: Bearer $LAYER_API_KEY" \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d ${quoted(sent)}`,
  ].join("\n");
}

/** Endpoints are noted without `/v1/`; those of another version have theirs. */
function pathOf(endpoint: string): string {
  return /^v\d+\//.test(endpoint) ? `/${endpoint}` : `/v1/${endpoint}`;
}

function skeletonOf({ endpoint, modelAsked, gateName, streamed }: Asked): object {
  const model = modelAsked ?? gateName ?? "default";
  const stream = streamed ? { stream: true } : {};
  const messages = [{ role: "user", content: "…" }];
  if (endpoint === "messages") return { model, max_tokens: 1_024, messages, ...stream };
  if (endpoint === "responses" || endpoint === "embeddings") return { model, input: "…", ...stream };
  return { model, messages, ...stream };
}

/** One word for a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
