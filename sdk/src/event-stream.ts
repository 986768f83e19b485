/** The `data` of each event of a `text/event-stream`, as the HTML standard (server-sent events) cuts it. */
export async function* eventData(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  let data: string[] = [];
  for await (const chunk of chunks) {
    const lines = `${rest}${chunk}`.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line === "" && data.length > 0) {
        yield data.join("\n");
        data = [];
      }
      if (line.startsWith("data:")) data.push(line.slice(line.startsWith("data: ") ? 6 : 5));
    }
  }
  if (rest.startsWith("data: ")) data.push(rest.slice(6));
  if (data.length > 0) yield data.join("\n");
}
