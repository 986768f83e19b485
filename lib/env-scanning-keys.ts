import { createPublicKey } from "node:crypto";
import { z } from "zod";

const NOT_KEYS =
  'must be a JSON list like [{"identifier":"90a421…","key":"-----BEGIN PUBLIC KEY-----\\n…"}] with public keys on P-256';

/** Public keys that reports of leaked keys are signed with, as text in the environment; none when it is empty. */
export const scanningKeys = z.preprocess(
  (value, issues) => {
    if (typeof value !== "string" || value.trim() === "") return [];
    try {
      return JSON.parse(value);
    } catch {
      issues.addIssue({ code: "custom", message: NOT_KEYS });
      return z.NEVER;
    }
  },
  z.array(
    z.strictObject({
      identifier: z.string().min(1, { error: NOT_KEYS }).max(200, { error: NOT_KEYS }),
      key: z.string().refine(isOnP256, { error: NOT_KEYS }),
    }),
    { error: NOT_KEYS },
  ),
);

function isOnP256(pem: string): boolean {
  try {
    return createPublicKey(pem).asymmetricKeyDetails?.namedCurve === "prime256v1";
  } catch {
    return false;
  }
}
