import { AppError } from "@/lib/core/errors";
import { appUrl } from "@/lib/env";
import { errorForAnyClient } from "./error-for-any-client";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** The answer to a path of the API that does not exist, in the shape the SDK of that path expects. */
export async function unknownEndpoint(request: Request): Promise<Response> {
  const path = new URL(request.url).pathname;
  const message = path.startsWith("/v1/responses/")
    ? "An answer cannot be fetched, changed or deleted here: Layer keeps none. Continue it with `previous_response_id` in POST /v1/responses."
    : `There is no endpoint ${request.method} ${path.slice(0, 200)}.`;
  return answer(new AppError("not_found", message), {});
}

/** The answer to a method that a path does not have; `Allow` names those it has. */
export async function methodNotAllowed(request: Request, module: object): Promise<Response> {
  const allowed = METHODS.filter((method) => method in module).join(", ");
  const message = `${request.method} is not allowed here; use ${allowed}.`;
  return answer(new AppError("method_not_allowed", message), { allow: allowed });
}

function answer(error: AppError, added: Record<string, string>): Response {
  const { status, headers, body } = errorForAnyClient(error, appUrl());
  return new Response(body, { status, headers: { ...headers, ...added } });
}
