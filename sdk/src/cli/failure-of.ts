import { ConfigError } from "../config/config-error";
import {
  AbortError,
  APIError,
  AuthenticationError,
  ConflictError,
  ConnectionError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  SpendingLimitError,
  TimeoutError,
  UnexpectedAnswerError,
} from "../index";
import { CliError, EXIT } from "./cli-error";

/** What a failure comes to: `code`, `message` and `recovery` are shown, the rest is the exit code. */
export type Failure = {
  code: string;
  message: string;
  recovery?: string;
  requestId?: string;
  exitCode: number;
};

/** Turns whatever a command threw into what the user is told. Nothing of it holds a key. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof CliError) {
    const { code, message, recovery, exitCode } = thrown;
    return { code, message, ...(recovery === undefined ? {} : { recovery }), exitCode };
  }
  if (thrown instanceof APIError) return apiFailure(thrown);
  if (thrown instanceof ConfigError)
    return {
      code: "invalid_config",
      message: thrown.message,
      ...(thrown.field === "" ? {} : { recovery: `Mend ${thrown.field}; nothing was changed.` }),
      exitCode: EXIT.general,
    };
  if (thrown instanceof UnexpectedAnswerError) return unreachable("unexpected_answer", thrown.message);
  if (thrown instanceof ConnectionError) return unreachable("connection_failed", thrown.message);
  if (thrown instanceof TimeoutError) return unreachable("timeout", thrown.message);
  if (thrown instanceof AbortError) return { code: "stopped", message: "Stopped.", exitCode: EXIT.stopped };
  const message = thrown instanceof Error ? thrown.message : "Something failed.";
  return { code: "failed", message, exitCode: EXIT.general };
}

function apiFailure(error: APIError): Failure {
  const recovery = recoveryOf(error);
  return {
    code: error.code ?? `http_${error.status}`,
    message: error.message,
    ...(recovery === undefined ? {} : { recovery }),
    ...(error.requestId === null ? {} : { requestId: error.requestId }),
    exitCode: exitCodeOf(error),
  };
}

function exitCodeOf(error: APIError): number {
  if (error instanceof AuthenticationError || error instanceof PermissionError) return EXIT.auth;
  if (error instanceof NotFoundError) return EXIT.notFound;
  if (error instanceof ConflictError) return EXIT.conflict;
  if (error instanceof RateLimitError) return EXIT.rateLimited;
  return error.status >= 500 ? EXIT.server : EXIT.general;
}

function recoveryOf(error: APIError): string | undefined {
  if (error instanceof RateLimitError)
    return error.retryAfterMs === null
      ? "Wait, then try again."
      : `Try again in ${Math.ceil(error.retryAfterMs / 1000)} s.`;
  if (error instanceof AuthenticationError) return "Log in with a key that works: layer login";
  if (error instanceof SpendingLimitError) return "Raise the spending limit, or wait until its period ends.";
  if (error instanceof ConflictError) return "Look at what changed meanwhile, then try again.";
  if (error.status >= 500 && error.requestId !== null)
    return `Try again; if it stays, tell the operator the request id ${error.requestId}.`;
  return error.docUrl === null ? undefined : `See ${error.docUrl}`;
}

function unreachable(code: string, message: string): Failure {
  return { code, message, recovery: "Look closer: layer doctor", exitCode: EXIT.network };
}
