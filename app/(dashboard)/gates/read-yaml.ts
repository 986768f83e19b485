import { gatesToYaml } from "@/lib/gates/gate-yaml";
import { getGate, listGates } from "@/lib/gates/queries";
import type { Viewer } from "@/lib/transport/require-viewer";

/** All gates of the account, or one of them, as the text of `layer.config.yaml`. */
export async function readYaml({ ctx }: Viewer, _params: object, request: Request): Promise<Response> {
  const asked = new URL(request.url).searchParams.get("gate");
  const gates = asked === null ? await listGates(ctx) : [await getGate(ctx, asked)];
  return new Response(gatesToYaml(gates), {
    headers: { "content-type": "application/yaml; charset=utf-8", "cache-control": "no-store" },
  });
}
