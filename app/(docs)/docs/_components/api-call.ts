/** A call of the API for a shell, with the key from the environment. */
export function apiCall(address: string, call: string, body?: object): string {
  const [method, path] = call.split(" ");
  const verb = method === "GET" || (method === "POST" && body !== undefined) ? "" : `-X ${method} `;
  const auth = '  -H "Authorization: Bearer $LAYER_API_KEY"';
  const start = `curl ${verb}"${address}${path}" \\\n${auth}`;
  if (body === undefined) return start;
  return `${start} \\\n  -H "Content-Type: application/json" \\\n  -d '${JSON.stringify(body)}'`;
}
