import { type AppError, ERRORS } from "@/lib/core/errors";

/** An error in the shape OpenAI's clients read (platform.openai.com/docs/guides/error-codes/api-errors). */
export function openAiError(error: AppError, requestId: string, appUrl: string) {
  return {
    error: {
      message: error.message,
      type: ERRORS[error.code].openai,
      code: error.code,
      param: error.param ?? null,
      doc_url: `${appUrl}/docs/errors#${error.code}`,
      request_id: requestId,
      ...error.details,
    },
  };
}
