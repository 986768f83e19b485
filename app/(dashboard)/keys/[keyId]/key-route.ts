import type { Ctx } from "@/lib/context";
import type { ApiKey } from "@/lib/keys/contract";
import { getKey } from "@/lib/keys/queries";
import { pageReadDoor } from "@/lib/transport/page-door";

/** A GET handler about one key of the viewer, with the same 404 for another's key as for none. */
export function keyRoute<T>(read: (ctx: Ctx, key: ApiKey, request: Request) => Promise<T>) {
  return pageReadDoor<{ keyId: string }>(async ({ ctx }, { keyId }, request) =>
    read(ctx, await getKey(ctx, keyId), request),
  );
}
