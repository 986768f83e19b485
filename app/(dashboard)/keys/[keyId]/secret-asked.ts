import { isUuid, type SecretId } from "@/lib/core/ids";

/** The secret that a request is about, as part of a filter of the log; nothing when it names none. */
export function secretAsked(request: Request): { secretId?: SecretId } {
  const secret = new URL(request.url).searchParams.get("secret");
  return secret !== null && isUuid(secret) ? { secretId: secret as SecretId } : {};
}
