/** A request as a shell sends it. The key is read from the environment, so that it stands in no history. */
export function curlOf(request: {
  method: string;
  url: string;
  headers: ReadonlyArray<readonly [name: string, value: string]>;
  body?: string | undefined;
  withKey: boolean;
}): string {
  const { method, url, headers, body, withKey } = request;
  const parts = [`curl${method === "GET" ? "" : ` -X ${method}`} ${quoted(url)}`];
  if (withKey) parts.push('-H "Authorization: Bearer $LAYER_API_KEY"');
  for (const [name, value] of headers) parts.push(`-H ${quoted(`${name}: ${value}`)}`);
  if (body !== undefined) parts.push(`-d ${quoted(body)}`);
  return parts.join(" \\\n  ");
}

/** A quote within single quotes of a shell ends them. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
