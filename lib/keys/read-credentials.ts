import { AppError } from "@/lib/core/errors";
import { inspectSecret } from "./key-secret";

const FORMAT = "Send it as `Authorization: Bearer your-api-key`.";

/**
 * Reads the secret of a request, from `x-api-key` or `Authorization: Bearer`, and returns its SHA-256.
 * Throws a 401 `AppError` with its own code for each way this can fail before the database is asked.
 */
export function readCredentials(headers: Pick<Headers, "get">): Buffer {
  const inspection = inspectSecret(sentSecret(headers));
  if (inspection.kind === "impossible") throw new AppError(inspection.code, inspection.message);
  return inspection.hash;
}

function sentSecret(headers: Pick<Headers, "get">): string {
  const apiKeyHeader = headers.get("x-api-key");
  if (apiKeyHeader !== null && apiKeyHeader !== "") return apiKeyHeader;
  const authorization = headers.get("authorization");
  if (authorization === null || authorization === "") {
    throw new AppError("key_missing", `No API key was sent. ${FORMAT}`);
  }
  const blank = authorization.indexOf(" ");
  const scheme = blank === -1 ? authorization : authorization.slice(0, blank);
  if (scheme.toLowerCase() !== "bearer") {
    const bare = scheme.startsWith("layer_");
    throw new AppError(
      "key_wrong_scheme",
      bare
        ? `The Authorization header has the key but not the word Bearer before it. ${FORMAT}`
        : `The Authorization header uses another scheme than Bearer. ${FORMAT}`,
    );
  }
  const secret = blank === -1 ? "" : authorization.slice(blank + 1);
  if (secret.trim() === "") throw new AppError("key_missing", `The API key after Bearer is empty. ${FORMAT}`);
  return secret;
}
