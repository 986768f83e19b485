import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { apiKeys } from "@/db/schema/keys";
import { gatewayWithProvider } from "@/lib/testing/gateway-with-provider";
import { freeAddress } from "../testing/free-address";
import { layerProgram } from "../testing/layer-program";
import { type Meddling, startMeddlingProxy } from "../testing/meddling-proxy";
import type { Finding } from "./finding";
import { wasHeld } from "./was-held";

const gateway = await gatewayWithProvider();
const layer = await layerProgram();

type Report = { ok: boolean; findings: Finding[] };

async function examine(apiKey: string, baseUrl: string, ...args: string[]) {
  const env = { LAYER_API_KEY: apiKey, LAYER_BASE_URL: baseUrl };
  const { exitCode, out } = await layer.run(["doctor", ...args], { env });
  expect(out).not.toContain(apiKey);
  const { ok, findings } = JSON.parse(out) as Report;
  expect(exitCode).toBe(ok ? 0 : 1);
  const failed = findings.filter(({ state }) => state === "failed");
  for (const { fix } of failed) expect(fix).toMatch(/\w/);
  return { findings, failed, of: (check: Finding["check"]) => findings.find((one) => one.check === check) };
}

/** Runs the doctor through a proxy that does one thing wrong. */
async function examineThrough(meddling: Meddling, path = "") {
  const { secret } = await gateway.makeCaller("sandbox/echo");
  const proxy = await startMeddlingProxy(gateway.port, meddling);
  try {
    return { ...(await examine(secret, proxy.url + path)), proxy, secret };
  } finally {
    await proxy.stop();
  }
}

test("a healthy instance has every check in order, in words for people too", async () => {
  const { secret } = await gateway.makeCaller("sandbox/echo");
  const { findings } = await examine(secret, `${gateway.url}/v1`);
  expect(findings.map(({ check, state }) => [check, state])).toEqual(
    ["address", "clock", "key format", "key checksum", "key", "gate", "provider", "streaming"].map(
      (check) => [check, "ok"],
    ),
  );
  const env = { LAYER_API_KEY: secret, LAYER_BASE_URL: gateway.url };
  const shown = await layer.run(["doctor", "--no-call", "--format=table"], { env });
  expect(shown).toMatchObject({ exitCode: 0, err: "", out: expect.stringContaining("✓ address") });
});

test.each<[what: string, meddling: Meddling, detail: string, fix: string]>([
  [
    "a web page",
    { instead: { path: /./, status: 200, type: "text/html", body: "<h1>Hi</h1>" } },
    "web page",
    "without a path",
  ],
  [
    "JSON of another program",
    { instead: { path: /./, status: 200, type: "application/json", body: '{"status":"ok"}' } },
    "not Layer's",
    "address of Layer",
  ],
  [
    "a sign-in page",
    {
      instead: {
        path: /./,
        status: 302,
        type: "text/html",
        body: "",
        headers: { location: "https://sso.test/" },
      },
    },
    "redirects to https://sso.test/",
    "sign-in",
  ],
  [
    "a proxy without Layer behind it",
    { instead: { path: /./, status: 502, type: "text/html", body: "Bad Gateway" } },
    "502",
    "proxy leads",
  ],
])("an address with %s is told, and gets no key", async (_what, meddling, detail, fix) => {
  const { failed, of, proxy } = await examineThrough(meddling);
  expect(failed).toEqual([
    {
      check: "address",
      state: "failed",
      detail: expect.stringContaining(detail),
      fix: expect.stringContaining(fix),
    },
  ]);
  expect(of("key")?.state).toBe("skipped");
  expect(proxy.seen.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
});

test("an address that nothing listens at, and one with a path too many, are told", async () => {
  const { secret } = await gateway.makeCaller("sandbox/echo");
  expect((await examine(secret, await freeAddress())).failed).toMatchObject([
    {
      check: "address",
      detail: expect.stringContaining("Nothing listens"),
      fix: expect.stringContaining("Start Layer"),
    },
  ]);
  const { failed } = await examine(secret, `${gateway.url}/dashboard`);
  expect(failed).toMatchObject([
    { check: "address", fix: expect.stringContaining(`Layer answers at ${gateway.url}`) },
  ]);
});

test.each([
  [2 * 3_600_000, "2 hours behind"],
  [-10 * 60_000, "10 minutes ahead of"],
])("a clock that is %i ms off is told", async (clockOffMs, detail) => {
  const { failed } = await examineThrough({ clockOffMs });
  expect(failed).toMatchObject([{ check: "clock", detail: expect.stringContaining(detail) }]);
});

test("a proxy that holds streams back is told", async () => {
  const { failed, of } = await examineThrough({ holds: true });
  expect(of("provider")?.state).toBe("ok");
  expect(failed).toMatchObject([{ check: "streaming", fix: expect.stringContaining("proxy_buffering off") }]);
});

test("what is wrong with a key is told: its text, its checksum, its end, its state", async () => {
  const { secret, keyId } = await gateway.makeCaller("sandbox/echo");
  const mistyped = `${secret.slice(0, -1)}${secret.endsWith("0") ? "1" : "0"}`;
  expect((await examine(mistyped, gateway.url)).failed).toMatchObject([{ check: "key checksum" }]);
  expect((await examine(secret.slice(0, 30), gateway.url)).failed).toMatchObject([{ check: "key format" }]);
  const change = (values: Partial<typeof apiKeys.$inferInsert>) =>
    gateway.db.update(apiKeys).set(values).where(eq(apiKeys.id, keyId));
  await change({ expiresAt: new Date(Date.now() + 3_600_000) });
  expect((await examine(secret, gateway.url, "--no-call")).of("key")).toMatchObject({
    state: "ok",
    detail: expect.stringContaining("it expires"),
  });
  await change({ expiresAt: new Date(Date.now() - 1000) });
  expect((await examine(secret, gateway.url)).failed).toMatchObject([
    { check: "key", fix: expect.stringContaining("later end") },
  ]);
  await change({ expiresAt: null, disabledAt: new Date() });
  expect((await examine(secret, gateway.url)).failed).toMatchObject([
    { check: "key", fix: expect.stringContaining("Enable it") },
  ]);
});

test("a gate that is not there and a provider that fails are told", async () => {
  const { secret } = await gateway.makeCaller("claude-haiku-4-5");
  expect((await examine(secret, gateway.url, "--gate", "none")).failed).toMatchObject([
    { check: "gate", fix: expect.stringContaining("layer gate list") },
  ]);
  expect((await examine(secret, gateway.url)).failed).toMatchObject([
    { check: "provider", fix: expect.stringContaining("Provider Keys") },
  ]);
});

test.each([
  ["one by one", { events: 63, pieces: 60, waitMs: 20, spanMs: 30 }, false],
  ["at once", { events: 63, pieces: 1, waitMs: 900, spanMs: 0 }, true],
  ["at once from a quick model", { events: 63, pieces: 2, waitMs: 20, spanMs: 4 }, true],
  [
    "in the blocks of a buffer, after the wait for all",
    { events: 200, pieces: 5, waitMs: 4000, spanMs: 3 },
    true,
  ],
  ["in blocks, while it is made", { events: 200, pieces: 12, waitMs: 300, spanMs: 2500 }, false],
  ["as so few events that nothing is said", { events: 4, pieces: 1, waitMs: 10, spanMs: 0 }, false],
])("a stream that comes %s", (_how, trial, held) => expect(wasHeld(trial)).toBe(held));
