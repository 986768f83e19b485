import { isIP } from "node:net";
import { z } from "zod";

const HOST_NAME =
  /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/;
const WRONG =
  "must be networks and host names, comma separated, like 192.168.1.0/24,fd00::/8,ollama.internal";

/** Networks in CIDR notation, single addresses and host names, comma separated; a list in lower case. */
export const networkList = z.preprocess(
  (value) => (typeof value === "string" ? value : ""),
  z
    .string()
    .transform((text) =>
      text
        .toLowerCase()
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== ""),
    )
    .refine((parts) => parts.every(isNetworkOrName), { error: WRONG }),
);

function isNetworkOrName(part: string): boolean {
  const [address = "", prefix, ...rest] = part.split("/");
  const family = isIP(address);
  if (family === 0) return prefix === undefined && HOST_NAME.test(part) && !/^[\d.]+$/.test(part);
  if (prefix === undefined) return true;
  return rest.length === 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128);
}
