import type { AppError } from "@/lib/core/errors";

/** The error body of the native API, as its existing clients read it: `error` is a code, `message` a sentence. */
type NativeError = {
  error: string;
  message: string;
  param?: string;
  details?: Record<string, unknown>;
  requestId: string;
  docUrl: string;
};

/** The native shape of an error. */
export function nativeError(error: AppError, requestId: string, appUrl: string): NativeError {
  return {
    error: error.code,
    message: error.message,
    ...(error.param === undefined ? {} : { param: error.param }),
    ...(error.details === undefined ? {} : { details: error.details }),
    requestId,
    docUrl: `${appUrl}/docs/errors#${error.code}`,
  };
}
