import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { ApiKey } from "@/lib/keys/contract";
import { getKey } from "@/lib/keys/queries";
import { apiErrorResponse } from "@/lib/transport/api-error";
import { findViewer } from "@/lib/transport/require-viewer";

type Params = { params: Promise<{ keyId: string }> };

/** A GET handler about one key of the viewer: JSON, stored nowhere, and the same 404 for another's key as for none. */
export function keyRoute<T>(read: (ctx: Ctx, key: ApiKey, request: Request) => Promise<T>) {
  return async (request: Request, { params }: Params): Promise<Response> => {
    try {
      const viewer = await findViewer();
      if (viewer === null) throw new AppError("signed_out", "You are signed out. Sign in again to go on.");
      const found = await read(viewer.ctx, await getKey(viewer.ctx, (await params).keyId), request);
      return Response.json(found, { headers: { "cache-control": "no-store" } });
    } catch (thrown) {
      return apiErrorResponse(thrown, newId(), "native");
    }
  };
}
