import { createHash } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { newSecret } from "@/db/factories";
import { startApiServer } from "@/lib/testing/api-server";
import { appDatabase } from "@/lib/testing/app-database";
import { callEndpoint, callOver, endpointSuite, makeCaller } from "@/lib/testing/endpoint-suite";
import { expectError } from "@/lib/testing/expect-error";
import type { Endpoint } from "@/lib/transport/define-endpoint";
import { findEndpoints } from "./endpoints";

const { db } = await appDatabase();

const [find] = findEndpoints as [Endpoint];
const server = await startApiServer();
afterAll(server.end);

endpointSuite(find, { db });
endpointSuite(find, { db, call: callOver(server.url) });

const sha256 = (secret: string) => createHash("sha256").update(secret).digest("hex");

describe("through the API", () => {
  test("a program learns whose secret it has, and nothing of other accounts' secrets", async () => {
    const [caller, other] = [await makeCaller(db), await makeCaller(db)];
    const ask = async (body: object) =>
      (await callEndpoint(find, { secret: caller.secret, body: JSON.stringify(body) })).json();
    const mine = await ask({ sha256: sha256(caller.secret) });
    expect(mine.data).toMatchObject([
      {
        key: { id: caller.keyId, exposedAt: null },
        secret: { lastFour: caller.secret.slice(-4), state: "newest" },
      },
    ]);
    expect(JSON.stringify(mine)).not.toContain(caller.secret.slice(12, 30));
    const nothing = { object: "list", data: [], has_more: false };
    expect(await ask({ sha256: sha256(other.secret) })).toEqual(nothing);
    expect(await ask({ sha256: sha256(newSecret()) })).toEqual(nothing);
  });

  test("a whole secret is no clue: it has to be hashed first", async () => {
    const caller = await makeCaller(db);
    for (const body of [{ prefix: caller.secret }, { sha256: caller.secret }, {}]) {
      const answer = await callEndpoint(find, { secret: caller.secret, body: JSON.stringify(body) });
      const refusal = await expectError(find, answer, 400, "invalid_field");
      expect(JSON.stringify(refusal)).not.toContain(caller.secret.slice(12, 30));
    }
  });
});
