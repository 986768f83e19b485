import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { apiErrorResponse } from "@/lib/transport/api-error";
import { findViewer } from "@/lib/transport/require-viewer";

/** A GET handler for whoever is signed in: JSON, stored nowhere. */
export function viewerRoute<T>(read: (ctx: Ctx) => Promise<T>) {
  return async (): Promise<Response> => {
    try {
      const viewer = await findViewer();
      if (viewer === null) throw new AppError("signed_out", "You are signed out. Sign in again to go on.");
      return Response.json(await read(viewer.ctx), { headers: { "cache-control": "no-store" } });
    } catch (thrown) {
      return apiErrorResponse(thrown, newId(), "native");
    }
  };
}
