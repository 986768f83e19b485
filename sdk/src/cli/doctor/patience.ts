/** Ends with the user's own signal, or after a time with a `TimeoutError`. (`AbortSignal.any` is not in Node 18.) */
export function patience(signal: AbortSignal, ms: number): AbortSignal {
  const both = new AbortController();
  const limit = AbortSignal.timeout(ms);
  for (const one of [signal, limit]) {
    if (one.aborted) both.abort(one.reason);
    one.addEventListener("abort", () => both.abort(one.reason), { once: true });
  }
  return both.signal;
}
