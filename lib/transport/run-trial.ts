import type { TrialInput } from "@/lib/gates/trial-contract";
import type { Viewer } from "@/lib/transport/require-viewer";

/** Runs a gate as it stands in the editor and streams the answer, with a last event `trial` about how it went. */
export async function runTrial(_viewer: Viewer, _input: TrialInput, _request: Request): Promise<Response> {
  const body = { error: "not_implemented", message: "This instance cannot run a test of a gate yet." };
  return Response.json(body, { status: 501, headers: { "cache-control": "no-store" } });
}
