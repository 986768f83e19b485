import type { Key, KeyWithUsage, Layer } from "../index";
import { usageError } from "./cli-error";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** The key of an id, or of a name that one key alone has. Throws a usage error when several have it. */
export async function oneKey(layer: Layer, given: string, signal: AbortSignal): Promise<Key | KeyWithUsage> {
  if (isUuid(given)) return layer.keys.get(given, { signal });
  const named: KeyWithUsage[] = [];
  for await (const key of layer.keys.list({ limit: 100 }, { signal }))
    if (key.name === given) named.push(key);
  const [key, other] = named;
  if (other !== undefined)
    throw usageError(
      `${named.length} keys are called ${given}.`,
      `Name one by its id: ${named.map(({ id }) => id).join(", ")}`,
    );
  // The server's own words for what is not there, and its exit code.
  if (key === undefined) return layer.keys.get(given, { signal });
  return key;
}
