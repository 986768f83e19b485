import type { Logger } from "pino";
import type { z } from "zod";
import { AppError, type ErrorCode } from "@/lib/core/errors";
import { doorError } from "@/lib/transport/door-error";
import { faultFacts } from "@/lib/transport/fault-facts";

/** What a form is told when its action failed. The sentence is for people and never holds a secret. */
export type ActionError = { code: ErrorCode; message: string; param?: string; retryAfterSeconds?: number };

/** Turns anything an action's verb threw into what its form shows. Errors nobody foresaw are logged, without their input. */
export function actionError(thrown: unknown, log: Pick<Logger, "error">): ActionError {
  const error = doorError(thrown);
  if (!(thrown instanceof AppError)) log.error({ err: faultFacts(thrown) }, "an action failed");
  return {
    code: error.code,
    message: error.message,
    ...(error.param === undefined ? {} : { param: error.param }),
    ...(error.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: error.retryAfterSeconds }),
  };
}

/** The first fault a schema found, as the form's field error. */
export function fieldError(error: z.ZodError): ActionError {
  const issue = error.issues[0];
  const param = issue?.path.join(".") ?? "";
  return {
    code: "invalid_field",
    message: issue?.message ?? "The input is not valid.",
    ...(param === "" ? {} : { param }),
  };
}
