import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import type { Ctx } from "@/lib/context";
import { type ActionError, actionError, fieldError } from "@/lib/transport/action-error";
import { log } from "@/lib/transport/log";
import { isOwnOrigin } from "@/lib/transport/own-origin";
import { findViewer, type Viewer } from "@/lib/transport/require-viewer";

export type ActionResult<O> = { ok: true; data: O } | { ok: false; error: ActionError };

type Run<S extends z.ZodType, O> = (ctx: Ctx, input: z.output<S>, viewer: Viewer) => Promise<O>;

/**
 * Makes a server action of a verb: it refuses requests that do not come from our own pages and people who are not signed in,
 * checks the input, and turns every error into data. Redirects thrown by `run` pass through.
 */
export function defineAction<S extends z.ZodType, O>(
  schema: S,
  run: Run<S, O>,
): (input: unknown) => Promise<ActionResult<O>> {
  return async (input) => {
    try {
      if (!isOwnOrigin(await headers()))
        return refused("forbidden", "This request did not come from this site.");
      const viewer = await findViewer();
      if (viewer === null) return refused("signed_out", "You are signed out. Sign in again to go on.");
      const parsed = await schema.safeParseAsync(input);
      if (!parsed.success) return { ok: false, error: fieldError(parsed.error) };
      return { ok: true, data: await run(viewer.ctx, parsed.data, viewer) };
    } catch (error) {
      unstable_rethrow(error);
      return { ok: false, error: actionError(error, log()) };
    }
  };
}

function refused(code: ActionError["code"], message: string): { ok: false; error: ActionError } {
  return { ok: false, error: { code, message } };
}
