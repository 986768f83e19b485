// The API's handlers behind an HTTP server of their own, without pages and jobs: what `server.ts` puts before Next. It needs no
// build, so that faults can be tried on what is being written.
import { createServer } from "node:http";
import { register } from "tsx/esm/api";

register();
const { gatewayRoutes } = await import("../../app/(gateway)/routes.ts");
const { gatewayListener } = await import("../../lib/transport/node-http.ts");

const listener = gatewayListener(gatewayRoutes);
const server = createServer((request, response) => {
  listener(request, response).catch(() => response.destroy());
});
// As in server.ts: what a lost connection throws where nobody listens harms nobody else.
process.on("unhandledRejection", (error) => console.error(error));
process.on("uncaughtException", (error) => {
  if (error.syscall === undefined) throw error;
});
server.listen(Number(process.env.PORT), "127.0.0.1", () => console.log(`ready ${server.address().port}`));
