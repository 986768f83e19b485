import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A door between the app and its database, or another server, that a test can close. */
export type TcpProxy = {
  /** The server's address through this door. */
  url: string;
  /** Ends all connections and refuses new ones, as a stopped server does. */
  close(): void;
  /** Lets nothing through any more but keeps connections open and accepts new ones, as a dead network does. */
  freeze(): void;
  /** Lets questions through but no answers: what is asked happens, and nobody hears of it. */
  mute(): void;
  /** Back to normal. What was held back by `freeze` or `mute` is lost, and so are its connections. */
  open(): void;
  /** Ends all connections, but lets new ones in. */
  cut(): void;
  stop(): Promise<void>;
};

type State = "open" | "closed" | "frozen" | "mute";

/** Starts a proxy on loopback in front of the server of an address. */
export async function startTcpProxy(databaseUrl: string): Promise<TcpProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let state: State = "open";
  const server = createServer((client) => {
    track(client);
    if (state === "closed") return void client.resetAndDestroy();
    const database = connect(Number(target.port), target.hostname);
    track(database);
    relay(client, database, ["open", "mute"]);
    relay(database, client, ["open"]);
  });
  const track = (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => sockets.delete(socket));
  };
  const relay = (from: Socket, to: Socket, passes: State[]) => {
    from.on("data", (bytes) => {
      if (passes.includes(state)) to.write(bytes);
    });
    from.once("close", () => to.destroy());
  };
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.toString(),
    close() {
      state = "closed";
      cut();
    },
    freeze() {
      state = "frozen";
    },
    mute() {
      state = "mute";
    },
    open() {
      if (state !== "closed") cut();
      state = "open";
    },
    cut,
    async stop() {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}
