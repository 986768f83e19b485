// One client that is refused and calls again and again: so many times a second, whether answers come or not. A process of its own
// with bare sockets, so that those whose calls are timed do not share its event loop. Tells what it was answered when it is to end.
import { connect } from "node:net";

const { url, secret, body, perSecond } = JSON.parse(process.argv[2]);
const { hostname, port } = new URL(url);
const call = Buffer.from(
  `POST /v1/chat/completions HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${secret}\r\n` +
    `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
);
const MOST_SOCKETS = 1_000;

const idle = [];
const statuses = {};
let [sockets, sent, missed] = [0, 0, 0];

function open() {
  sockets++;
  const socket = connect(Number(port), hostname);
  socket.setNoDelay(true);
  let text = "";
  socket.on("data", (piece) => {
    text += piece.toString("latin1");
    const end = text.indexOf("\r\n\r\n");
    if (end < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(text)?.[1]);
    if (text.length < end + 4 + length) return;
    const status = text.slice(9, 12);
    statuses[status] = (statuses[status] ?? 0) + 1;
    text = "";
    idle.push(socket);
  });
  socket.on("error", () => {});
  socket.on("close", () => {
    sockets--;
    const place = idle.indexOf(socket);
    if (place >= 0) idle.splice(place, 1);
  });
  return socket;
}

const began = performance.now();
const timer = setInterval(() => {
  const due = ((performance.now() - began) / 1_000) * perSecond;
  for (; sent < due; sent++) {
    const socket = idle.pop() ?? (sockets < MOST_SOCKETS ? open() : undefined);
    if (socket === undefined) missed++;
    else socket.write(call);
  }
}, 2);

process.once("message", () => {
  clearInterval(timer);
  const seconds = (performance.now() - began) / 1_000;
  process.send({ statuses, sockets, missed, seconds }, () => process.exit(0));
});
process.once("disconnect", () => process.exit(0));
