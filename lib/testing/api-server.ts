import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { lazyGatewayListener } from "./route-files";

/** The public API on a free loopback port, served as `server.ts` does it before Next. */
export async function startApiServer(): Promise<{ url: string; end(): Promise<void> }> {
  const listener = await lazyGatewayListener();
  const server = createServer((request, response) => void listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const end = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}`, end };
}
