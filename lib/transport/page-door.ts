import type { z } from "zod";
import { checkInput } from "@/lib/core/check-input";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { readBody } from "@/lib/gateway/read-body";
import { apiErrorResponse } from "@/lib/transport/api-error";
import { isOwnOrigin } from "@/lib/transport/own-origin";
import { readJson } from "@/lib/transport/read-json";
import { findViewer, type Viewer } from "@/lib/transport/require-viewer";

/** Answers a GET of a page's own script for the person who is signed in; what is not a Response becomes JSON. */
export function pageReadDoor<P extends Record<string, string>>(
  read: (viewer: Viewer, params: P, request: Request) => Promise<unknown>,
) {
  return async (request: Request, { params }: { params: Promise<P> }): Promise<Response> =>
    answering(async () => read(await signedIn(), await params, request));
}

/**
 * Answers a POST of a page's own script: from our own pages only, for a person who is signed in, with a checked JSON body.
 * A route handler, because the actions of a browser tab run one after another and these must not hold up a save.
 */
export function pageWriteDoor<S extends z.ZodType>(
  schema: S,
  run: (viewer: Viewer, input: z.output<S>, request: Request) => Promise<unknown>,
) {
  return writing(async (viewer, request) =>
    run(viewer, checkInput(schema, await readJson(request), "body"), request),
  );
}

/** The same for a file that a page's script sends as it is, of at most `limit` bytes. */
export function pageUploadDoor(
  limit: number,
  run: (viewer: Viewer, bytes: Uint8Array, request: Request) => Promise<unknown>,
) {
  return writing(async (viewer, request) => run(viewer, await readBody(request, limit), request));
}

/** The same for a form that the browser itself sends, because what it asks for is a file to be saved. */
export function pageFormDoor(run: (viewer: Viewer, form: FormData, request: Request) => Promise<Response>) {
  return writing(async (viewer, request) => run(viewer, await request.formData(), request));
}

function writing(run: (viewer: Viewer, request: Request) => Promise<unknown>) {
  return async (request: Request): Promise<Response> =>
    answering(async () => {
      if (!isOwnOrigin(request.headers)) {
        throw new AppError("forbidden", "This request did not come from this site.");
      }
      return run(await signedIn(), request);
    });
}

async function signedIn(): Promise<Viewer> {
  const viewer = await findViewer();
  if (viewer === null) throw new AppError("signed_out", "You are signed out. Sign in again to go on.");
  return viewer;
}

async function answering(run: () => Promise<unknown>): Promise<Response> {
  try {
    const answer = await run();
    if (answer instanceof Response) return answer;
    return Response.json(answer, { headers: { "cache-control": "no-store" } });
  } catch (thrown) {
    return apiErrorResponse(thrown, newId(), "native");
  }
}
