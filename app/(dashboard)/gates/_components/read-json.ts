const PATIENCE_MS = 10_000;

/** Asks one of the page's own doors; null when there is no answer that can be used. */
export async function readJson<T>(path: string, signal: AbortSignal, body?: unknown): Promise<T | null> {
  try {
    const response = await fetch(path, {
      cache: "no-store",
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
      headers: body === undefined ? {} : { "content-type": "application/json" },
    });
    return response.ok ? ((await response.json()) as T) : null;
  } catch {
    return null;
  }
}
