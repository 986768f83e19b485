import { expect, test } from "vitest";
import { appDatabase } from "@/lib/testing/app-database";
import { callEndpoint, endpointSuite, makeCaller } from "@/lib/testing/endpoint-suite";
import type { Endpoint } from "@/lib/transport/define-endpoint";
import { keyEndpoints } from "./endpoints";

const { db } = await appDatabase();

const [whoAmI] = keyEndpoints as [Endpoint];

endpointSuite(whoAmI, { db });

test("tells which key and account a request was made with, and nothing secret", async () => {
  const { accountId, keyId, secret } = await makeCaller(db, { name: "CI" });
  const answer = await callEndpoint(whoAmI, { secret });
  const text = await answer.text();
  expect(JSON.parse(text)).toMatchObject({
    id: keyId,
    accountId,
    name: "CI",
    prefix: secret.slice(0, 12),
    lastFour: secret.slice(-4),
    status: "active",
    plan: "custom",
    expiresAt: null,
    permissions: "full",
  });
  expect(text).not.toContain(secret.slice(12, -4));
});
