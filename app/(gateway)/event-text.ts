/** Server-sent events as they are on the wire. One with a `type` is named after it where `named` says so. */
export function eventText(events: ReadonlyArray<object>, { named = false, done = false } = {}): string {
  const texts = events.map((data) => {
    const name = named && "type" in data ? `event: ${data.type}\n` : "";
    return `${name}data: ${JSON.stringify(data)}\n\n`;
  });
  return `${texts.join("")}${done ? "data: [DONE]\n\n" : ""}`;
}
