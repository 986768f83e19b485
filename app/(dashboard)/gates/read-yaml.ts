import { exportGates } from "@/lib/gates/export-gates";
import type { Viewer } from "@/lib/transport/require-viewer";

/** All gates of the account, or one of them, as the text of `layer.config.yaml`. */
export async function readYaml({ ctx }: Viewer, _params: object, request: Request): Promise<Response> {
  const asked = new URL(request.url).searchParams.get("gate");
  return new Response(await exportGates(ctx, asked ?? undefined), {
    headers: { "content-type": "application/yaml; charset=utf-8", "cache-control": "no-store" },
  });
}
