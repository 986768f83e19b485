import type { Ctx } from "@/lib/context";
import { AppError, toAppError } from "@/lib/core/errors";
import type { ApiKey } from "@/lib/keys/contract";
import { getKey } from "@/lib/keys/queries";
import { findViewer } from "@/lib/transport/require-viewer";

type Params = { params: Promise<{ keyId: string }> };

/** A GET handler about one key of the viewer: JSON, stored nowhere, and the same 404 for another's key as for none. */
export function keyRoute<T>(read: (ctx: Ctx, key: ApiKey) => Promise<T>) {
  return async (_request: Request, { params }: Params): Promise<Response> => {
    try {
      const viewer = await findViewer();
      if (viewer === null) throw new AppError("signed_out", "You are signed out. Sign in again to go on.");
      return json(await read(viewer.ctx, await getKey(viewer.ctx, (await params).keyId)), 200);
    } catch (thrown) {
      const { code, message, status } = toAppError(thrown);
      return json({ error: { code, message } }, status);
    }
  };
}

function json(body: unknown, status: number): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}
