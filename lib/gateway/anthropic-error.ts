import { type AppError, ERRORS } from "@/lib/core/errors";

/** An error in the shape Anthropic's clients read (docs.anthropic.com/en/api/errors), with what ours tell besides. */
export function anthropicError(error: AppError, requestId: string, appUrl: string) {
  return {
    type: "error",
    error: {
      type: ERRORS[error.code].anthropic,
      message: error.message,
      code: error.code,
      param: error.param ?? null,
      // Where Anthropic's own clients look for a code.
      details: { error_code: error.code },
      doc_url: `${appUrl}/docs/errors#${error.code}`,
      ...error.details,
    },
    request_id: requestId,
  };
}

/** The server-sent event that tells the same in the middle of a stream. */
export function anthropicErrorEvent(error: AppError, requestId: string, appUrl: string): string {
  return `event: error\ndata: ${JSON.stringify(anthropicError(error, requestId, appUrl))}\n\n`;
}
