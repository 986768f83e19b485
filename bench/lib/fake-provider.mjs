// A provider without latency: one small chat completion, or the same as a stream of `CHUNKS` pieces.
import { createServer } from "node:http";

export const CHUNKS = 20;
const usage = { prompt_tokens: 24, completion_tokens: CHUNKS, total_tokens: 24 + CHUNKS };
const head = { id: "chatcmpl-bench", created: 1_795_000_000, model: "gpt-4o-mini" };
const plain = Buffer.from(
  JSON.stringify({
    ...head,
    object: "chat.completion",
    choices: [
      { index: 0, message: { role: "assistant", content: "word ".repeat(CHUNKS) }, finish_reason: "stop" },
    ],
    usage,
  }),
);
const chunk = (delta, finish_reason) =>
  `data: ${JSON.stringify({ ...head, object: "chat.completion.chunk", choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
const pieces = [
  ...Array.from({ length: CHUNKS }, () => chunk({ content: "word " }, null)),
  chunk({}, "stop"),
  `data: ${JSON.stringify({ ...head, object: "chat.completion.chunk", choices: [], usage })}\n\ndata: [DONE]\n\n`,
].map((text) => Buffer.from(text));

const server = createServer((request, response) => {
  const body = [];
  request.on("data", (piece) => body.push(piece));
  request.on("end", () => {
    if (!Buffer.concat(body).includes('"stream":true')) {
      response.writeHead(200, { "content-type": "application/json", "content-length": plain.length });
      response.end(plain);
      return;
    }
    response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
    let at = 0;
    const next = () => {
      response.write(pieces[at++]);
      if (at < pieces.length) setImmediate(next);
      else response.end();
    };
    next();
  });
});
server.listen(0, "127.0.0.1", () => console.log(`ready ${server.address().port}`));
