import { z } from "zod";

/** Where limits are counted, and the server for it. */
export const LIMIT_STORES = ["memory", "postgres", "redis"] as const;

/** The Redis or Valkey server that counts what there are limits of. Its password is never repeated. */
export const redisUrl = z.preprocess(
  (value: unknown) => (value === "" ? undefined : value),
  z
    .string()
    .refine(isRedisUrl, {
      error:
        "must be like redis://localhost:6379, redis://USER:PASSWORD@HOST:6379/0, or rediss:// for TLS; write signs other than letters and digits in a password as %40 for @",
    })
    .optional(),
);

function isRedisUrl(text: string): boolean {
  if (!/^rediss?:\/\/[^/]/.test(text) || !URL.canParse(text)) return false;
  const { hostname, username, password, pathname } = new URL(text);
  return hostname !== "" && /^\/?\d{0,5}$/.test(pathname) && [username, password].every(isDecodable);
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** Redis when there is one, unless it is said where limits are counted. */
export function limitsStoreOf(values: Record<string, string | undefined>): string | undefined {
  if ((values.LAYER_LIMITS_STORE ?? "") !== "" || (values.REDIS_URL ?? "") === "")
    return values.LAYER_LIMITS_STORE;
  return "redis";
}
