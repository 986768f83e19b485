/** A `fetch` that adds headers to what is sent; the same one when there are none. */
export function withHeaders(
  send: typeof fetch,
  headers: Readonly<Record<string, string>> | undefined,
): typeof fetch {
  if (headers === undefined) return send;
  return (input, init) =>
    send(input, { ...init, headers: { ...Object.fromEntries(new Headers(init?.headers)), ...headers } });
}
