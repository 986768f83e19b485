import { lookup as systemLookup } from "node:dns";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { Departure } from "./departure";
import { httpProvider } from "./http-provider";
import { openAiCompatible } from "./kinds/openai-compatible";
import { checkBaseUrl, guardedLookup, readAllowedNetworks } from "./outbound-guard";

/** Counts connections to this machine's loopback; below `/moved` it answers with a redirect to itself. */
let hits = 0;
const paths: string[] = [];
const canary = createServer((request, response) => {
  paths.push(request.url ?? "");
  if (request.url?.startsWith("/moved/")) {
    response.writeHead(307, { location: `${address}/v1/models` }).end();
  } else response.writeHead(200, { "content-type": "application/json" }).end('{"data":[{"id":"leak"}]}');
});
canary.on("connection", () => {
  hits += 1;
});
canary.listen(0, "127.0.0.1");
await once(canary, "listening");
const { port } = canary.address() as AddressInfo;
const address = `http://127.0.0.1:${port}`;
afterAll(() => {
  canary.closeAllConnections();
  canary.close();
});
beforeEach(() => {
  hits = 0;
  paths.length = 0;
});

const nothing = readAllowedNetworks([]);

/** What a user's base URL leads to: refused when typed, refused when connected to, or reached. */
async function reach(
  baseUrl: string,
  allowed = nothing,
  resolve: typeof systemLookup = systemLookup,
): Promise<"refused as text" | "refused at connect" | "reached"> {
  const verdict = checkBaseUrl(baseUrl, allowed);
  if (!verdict.ok) {
    expect(verdict.problem).toMatch(/^[A-Z].*\.$/);
    return "refused as text";
  }
  return listThrough(verdict.baseUrl, allowed, resolve);
}

async function listThrough(baseUrl: string, allowed: typeof nothing, resolve: typeof systemLookup) {
  const lookup = guardedLookup(allowed, new URL(baseUrl).protocol, resolve);
  const settings = { id: "own", label: "Own", isOwn: true, kind: openAiCompatible, timeoutMs: 3_000 };
  const provider = httpProvider({ ...settings, baseUrl, apiKey: "k".repeat(20), lookup });
  try {
    await provider.listModels();
    return "reached";
  } catch (error) {
    expect(error).toMatchObject({ code: "provider_unreachable" });
    expect(String(error)).toMatch(/a network that this instance does not connect to/);
    return "refused at connect";
  }
}

/** Answers every name with these addresses, one list per question, the last one from then on. */
function namesLeadTo(...answers: string[][]): typeof systemLookup {
  let asked = 0;
  const resolve = (_name: string, _options: object, done: (error: null, found: object[]) => void) => {
    const found = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    done(
      null,
      found.map((each) => ({ address: each, family: each.includes(":") ? 6 : 4 })),
    );
  };
  return resolve as unknown as typeof systemLookup;
}

describe("without permission of the operator, no spelling of an inner address is reached", () => {
  const inner = [
    `http://127.0.0.1:${port}/v1`,
    `https://127.0.0.1:${port}/v1`,
    `http://127.1:${port}/v1`,
    `http://127.0.1:${port}/v1`,
    `http://2130706433:${port}/v1`,
    `http://0x7f000001:${port}/v1`,
    `http://0x7f.0.0.1:${port}/v1`,
    `http://0177.0.0.1:${port}/v1`,
    `http://017700000001:${port}/v1`,
    `http://127.0.0.1.:${port}/v1`,
    `http://①②⑦.⓪.⓪.①:${port}/v1`,
    `http://%31%32%37.0.0.1:${port}/v1`,
    `http://127。0。0。1:${port}/v1`,
    `http://127.255.255.254:${port}/v1`,
    `http://0.0.0.0:${port}/v1`,
    `http://0:${port}/v1`,
    `http://[::]:${port}/v1`,
    `http://[::1]:${port}/v1`,
    `http://[0:0:0:0:0:0:0:1]:${port}/v1`,
    `http://[::ffff:127.0.0.1]:${port}/v1`,
    `http://[::ffff:7f00:1]:${port}/v1`,
    `http://[::127.0.0.1]:${port}/v1`,
    `http://[64:ff9b::7f00:1]:${port}/v1`,
    `http://[2002:7f00:1::]:${port}/v1`,
    `http://[fe80::1]:${port}/v1`,
    `http://[fd00:ec2::254]:${port}/v1`,
    "http://169.254.169.254/latest/meta-data",
    "http://10.0.0.1/v1",
    "http://172.31.0.1/v1",
    "http://192.168.0.1/v1",
    "http://100.64.0.1/v1",
    "http://224.0.0.1/v1",
    "http://255.255.255.255/v1",
    `http://localhost:${port}/v1`,
    `https://LOCALHOST.:${port}/v1`,
    `http://app.localhost:${port}/v1`,
    "http://printer.local/v1",
    "http://metadata.google.internal/v1",
    "http://ollama:11434/v1",
  ];
  // Another network being open must not open the way to these, with TLS or without.
  const elsewhere = readAllowedNetworks(["192.168.77.0/24", "fd77::/16", "gpu.example.com"]);
  test.each(inner)("%s", async (spelling) => {
    for (const url of [spelling, spelling.replace(/^http:/, "https:")]) {
      for (const allowed of [nothing, elsewhere]) expect(await reach(url, allowed)).toBe("refused as text");
    }
    expect(hits).toBe(0);
  });

  const odd = [
    `http://user:pass@127.0.0.1:${port}/v1`,
    `https://user@models.example.com/v1`,
    `http://127.0.0.1:${port}\\@models.example.com/v1`,
    `\thttp://127.0.0.1:${port}/v1`,
    `https://models.example.com/v1?x=1`,
    `https://models.example.com/v1#x`,
    `https://models.example.com/v1?`,
    "http://models.example.com/v1",
    "ftp://models.example.com/v1",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/plain,x",
    "models.example.com/v1",
    "https://",
    "",
    `https://models.example.com/${"a".repeat(500)}`,
  ];
  test.each(odd)("%s", async (spelling) => {
    expect(await reach(spelling)).toBe("refused as text");
    expect(hits).toBe(0);
  });
});

test.each([
  ["127.0.0.1"],
  ["::1"],
  ["::ffff:127.0.0.1"],
  ["169.254.169.254"],
  ["168.63.129.16"],
  ["10.1.2.3"],
  ["100.100.100.200"],
  ["fd12::1"],
  ["fe80::1%lo"],
  ["64:ff9b::7f00:1"],
  ["2002:7f00:1::"],
  ["2001:0:7f00:1::"],
  ["0.0.0.0"],
])("a public name that leads to %s is refused when it is connected to", async (inner) => {
  expect(await reach(`https://models.example.com:${port}/v1`, nothing, namesLeadTo([inner]))).toBe(
    "refused at connect",
  );
  const mixed = namesLeadTo(["93.184.216.34", inner]);
  expect(await reach(`https://models.example.com:${port}/v1`, nothing, mixed)).toBe("refused at connect");
  expect(hits).toBe(0);
});

test("a name that changes its answer between the check and the connection gains nothing", async () => {
  const resolve = namesLeadTo(["93.184.216.34"], ["127.0.0.1"]);
  const lookup = guardedLookup(nothing, "https:", resolve);
  const ask = () =>
    new Promise((done) => lookup("rebind.example.com", {}, (error, found) => done(error?.message ?? found)));
  expect(await ask()).toBe("93.184.216.34");
  expect(await ask()).toMatch(/does not connect to/);
});

test("a name that really leads to loopback is refused by the guard over the system's own lookup", async () => {
  // `localhost` is let past the first check on purpose, as a name in somebody's public zone would be.
  expect(await listThrough(`https://localhost:${port}/v1`, nothing, systemLookup)).toBe("refused at connect");
  expect(hits).toBe(0);
});

test("a public address may be connected to, and IPv6 as well", async () => {
  const answers = (...found: string[]) =>
    new Promise((done) =>
      guardedLookup(nothing, "https:", namesLeadTo(found))("x.example.com", { all: true }, (error, all) =>
        done(error ?? all),
      ),
    );
  expect(await answers("93.184.216.34", "2606:2800:220:1::1")).toHaveLength(2);
});

describe("what the operator allows", () => {
  test.each([
    [["127.0.0.0/8"], `http://127.0.0.1:${port}/v1`],
    [["127.0.0.1"], `http://0x7f.1:${port}/v1`],
    [["localhost"], `http://localhost:${port}/v1`],
  ])("%s opens %s", async (entries, baseUrl) => {
    expect(await reach(baseUrl, readAllowedNetworks(entries))).toBe("reached");
    expect(hits).toBe(1);
  });

  test("a name may be called without TLS when it leads into an allowed network, and only then", async () => {
    const allowed = readAllowedNetworks(["127.0.0.0/8"]);
    const baseUrl = `http://gpu.example.com:${port}/v1`;
    expect(await reach(baseUrl, allowed, namesLeadTo(["127.0.0.1"]))).toBe("reached");
    expect(await reach(baseUrl, allowed, namesLeadTo(["93.184.216.34"]))).toBe("refused at connect");
    expect(await reach(baseUrl, allowed, namesLeadTo(["10.0.0.1"]))).toBe("refused at connect");
    expect(hits).toBe(1);
  });

  test("opens nothing beside it", async () => {
    const allowed = readAllowedNetworks(["127.0.0.2/32", "ollama.internal"]);
    expect(await reach(`http://127.0.0.1:${port}/v1`, allowed)).toBe("refused as text");
    expect(await reach(`http://localhost:${port}/v1`, allowed)).toBe("refused as text");
    expect(hits).toBe(0);
  });
});

test("a redirect is not followed, neither for the list nor for a call", async () => {
  const allowed = readAllowedNetworks(["127.0.0.0/8"]);
  const lookup = guardedLookup(allowed, "http:");
  const settings = { id: "own", label: "Own", isOwn: true, kind: openAiCompatible, timeoutMs: 3_000 };
  const provider = httpProvider({ ...settings, baseUrl: `${address}/moved`, apiKey: undefined, lookup });
  await expect(provider.listModels()).rejects.toMatchObject({
    code: "provider_rejected",
    details: { upstream: { status: 307 } },
  });
  const moved = await provider.send({
    format: "chat/completions",
    model: "m",
    body: Buffer.from("{}"),
    departure: new Departure(),
  });
  expect(moved.status).toBe(307);
  expect(paths).toEqual(["/moved/models", "/moved/chat/completions"]);
});

test("a base URL is kept in one form: host in lower case, no slash at the end", () => {
  const stored = (text: string) => checkBaseUrl(text, nothing);
  expect(stored("HTTPS://Models.Example.COM:443/V1//")).toEqual({
    ok: true,
    baseUrl: "https://models.example.com/V1",
  });
  expect(stored(" https://models.example.com/a/../v1 ")).toEqual({
    ok: true,
    baseUrl: "https://models.example.com/v1",
  });
});
