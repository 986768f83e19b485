// The floor: Node's HTTP server and a keep-alive pool. It passes method, path, headers, body and answer, nothing else.
import { createServer } from "node:http";
import { Pool } from "undici";

const pool = new Pool(process.argv[2]);

function endToEnd(headers) {
  const passed = { ...headers };
  // Belong to one connection (RFC 9110, section 7.6.1), or are set anew for the other one.
  for (const name of ["connection", "keep-alive", "transfer-encoding", "host", "content-length"])
    delete passed[name];
  return passed;
}

const server = createServer((request, response) => {
  const body = [];
  request.on("data", (piece) => body.push(piece));
  request.on("end", async () => {
    const answer = await pool.request({
      path: request.url,
      method: request.method,
      headers: endToEnd(request.headers),
      body: Buffer.concat(body),
    });
    response.writeHead(answer.statusCode, endToEnd(answer.headers));
    answer.body.pipe(response);
  });
});
server.listen(0, "127.0.0.1", () => console.log(`ready ${server.address().port}`));
