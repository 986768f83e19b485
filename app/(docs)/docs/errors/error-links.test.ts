import { afterAll, expect, test } from "vitest";
import { makeKey, makeOwner } from "@/db/factories";
import { ERRORS } from "@/lib/core/errors";
import { appUrl } from "@/lib/env";
import { startApiServer } from "@/lib/testing/api-server";
import { appDatabase } from "@/lib/testing/app-database";
import { pageTree } from "../_markdown/page-tree";

const { db } = await appDatabase();
const server = await startApiServer();
afterAll(server.end);

const { children } = await pageTree("errors", { address: appUrl(), gate: "default" });
const anchors = children.flatMap((node) => (node.type === "heading" && node.data?.id ? [node.data.id] : []));

/** Where an answer says that its error is explained. */
async function linkOf(path: string, init: RequestInit, status: number): Promise<string> {
  const answer = await fetch(server.url + path, init);
  const text = await answer.text();
  expect(answer.status, text).toBe(status);
  const body = JSON.parse(text) as { docUrl?: string; error: { doc_url?: string } };
  return body.docUrl ?? body.error.doc_url ?? "";
}

test("real errors of every shape of the API link to their entry", async () => {
  const { accountId } = await makeOwner(db);
  const good = await makeKey(db, { accountId });
  const disabled = await makeKey(db, { accountId, disabledAt: new Date() });
  const as = (secret: string) => ({ authorization: `Bearer ${secret}`, "content-type": "application/json" });
  const post = (secret: string, body: string) => ({ method: "POST", headers: as(secret), body });
  const nothing = { model: "nobody-has-this", max_tokens: 5, messages: [{ role: "user", content: "Hi" }] };
  const cases: Array<[code: keyof typeof ERRORS, path: string, init: RequestInit]> = [
    ["key_missing", "/v1/chat/completions", { method: "POST", body: "{}" }],
    ["key_missing", "/v1/keys", {}],
    ["key_malformed", "/v1/messages", post("not-a-key", "{}")],
    ["key_disabled", "/v1/key", { headers: as(disabled.secret) }],
    ["model_not_found", "/v1/chat/completions", post(good.secret, JSON.stringify(nothing))],
    ["model_not_found", "/v1/messages", post(good.secret, JSON.stringify(nothing))],
    ["invalid_json", "/v3/chat", post(good.secret, "{")],
    ["invalid_field", "/v1/keys", post(good.secret, '{"name":""}')],
    ["not_found", "/v1/nowhere", { headers: as(good.secret) }],
    ["method_not_allowed", "/v1/key", post(good.secret, "{}")],
  ];
  for (const [code, path, init] of cases) {
    const link = await linkOf(path, init, ERRORS[code].status);
    expect(link, `${code} at ${path}`).toBe(`${appUrl()}/docs/errors#${code}`);
    expect(anchors).toContain(code);
  }
});
