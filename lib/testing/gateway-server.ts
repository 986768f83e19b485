import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { asc, eq } from "drizzle-orm";
import { closeLedger } from "@/db/client";
import { makeAlert, makeKey, makeOwner, setGate } from "@/db/factories";
import { requests } from "@/db/schema/requests";
import type { GateSettings } from "@/lib/core/gate-settings";
import type { KeyId } from "@/lib/core/ids";
import { testDatabase } from "./database";
import { setTestEnvironment } from "./environment";
import { lazyGatewayListener } from "./route-files";
import { startTcpProxy } from "./tcp-proxy";

/** The provider key of this instance: it must never be seen by a client. */
export const PROVIDER_KEY = "fake-provider-key-7781";

/**
 * The gateway's routes behind a real HTTP server in this process, on a database of their own. One per test file:
 * the settings of a process are read once.
 */
export async function startGatewayServer(providerUrl: string, settings: Record<string, string> = {}) {
  const database = await testDatabase();
  const proxy = await startTcpProxy(database.url);
  setTestEnvironment(proxy.url);
  Object.assign(process.env, {
    LAYER_PLATFORM_OPENAI_API_KEY: PROVIDER_KEY,
    LAYER_PLATFORM_OPENAI_BASE_URL: providerUrl,
    ...settings,
  });
  const faults: unknown[] = [];
  const listener = await lazyGatewayListener(["/v1/chat/completions"]);
  // A connection that a client takes up again is not closed under it, however busy the machine is.
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    listener(request, response).catch((error) => {
      faults.push(error);
      response.destroy();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const { db } = database;
  return {
    ...database,
    url,
    port,
    server,
    /** Stands between the gateway and its database; the test's own connection does not pass it. */
    databaseDoor: proxy,
    /** What a handler threw past every net; a test file ends with none. */
    faults,
    /** A new account with a default gate on `model` and a key. */
    async makeCaller(model = "gpt-4o-mini", settings: Partial<GateSettings> = {}) {
      const owner = await makeOwner(db);
      await setGate(db, owner.gateId, { model, ...settings });
      const key = await makeKey(db, { accountId: owner.accountId });
      await makeAlert(db, { accountId: owner.accountId, keyId: key.keyId });
      return { ...owner, ...key, authorization: `Bearer ${key.secret}` };
    },
    /** The log of a key, oldest first. */
    rowsOf: (keyId: KeyId) =>
      db.select().from(requests).where(eq(requests.keyId, keyId)).orderBy(asc(requests.id)),
    /** Posts a chat completion: an object is written as JSON, a text goes as it is. */
    chat: (authorization: string, body: object | string, init: RequestInit = {}) =>
      fetch(`${url}/v1/chat/completions`, {
        method: "POST",
        body: typeof body === "string" ? body : JSON.stringify(body),
        ...init,
        headers: { authorization, "content-type": "application/json", ...init.headers },
      }),
    /** Posts to any other path: an object is written as JSON, a form and a text go as they are. */
    post: (path: string, authorization: string, body: object | string, init: RequestInit = {}) =>
      fetch(url + path, {
        method: "POST",
        body: typeof body === "string" || body instanceof FormData ? body : JSON.stringify(body),
        ...init,
        headers: {
          authorization,
          ...(body instanceof FormData ? {} : { "content-type": "application/json" }),
          ...init.headers,
        },
      }),
    async stop() {
      server.closeAllConnections();
      server.close();
      await closeLedger(1);
      await proxy.stop();
      await database.end();
    },
  };
}
