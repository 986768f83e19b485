import type { Sql } from "postgres";
import { makeKey, makeOwner, makeSession, SESSION_COOKIE } from "@/db/factories";
import { formatCountExact, formatUsd } from "@/lib/core/format";
import { type Mount, startAppServer } from "@/lib/testing/app-server";
import { openTestLedger } from "../fixtures/database";
import { clientFor, expect, providerSettings, test } from "../fixtures/gateway";
import { inParallel } from "../fixtures/load";

/** What is recorded is the same behind Next, where a call costs three times as much. */
const REQUESTS: Record<Mount, number> = { server: 1_000, "next start": 200 };
const CONCURRENCY = 32;
const words = (count: number) => Array.from({ length: count }, (_, n) => `w${n}`).join(" ");

test.slow();

for (const model of ["sandbox/echo", "gpt-4o-mini"]) {
  test(`many requests to ${model} at once are as many rows, and every sum is equal to the nano-dollar`, async ({
    app,
    openai,
    caller,
    ledger,
    provider,
    servedBy,
  }) => {
    const count = REQUESTS[servedBy];
    let asked = 0;
    provider.script = () => {
      asked += 1;
      return { kind: "answer", cachedTokens: asked % 3, reasoningTokens: asked % 7 };
    };
    const answers = await inParallel(count, CONCURRENCY, async (n) => {
      const messages = [{ role: "user" as const, content: words(3 + (n % 40)) }];
      const { data, response } = await openai.chat.completions.create({ model, messages }).withResponse();
      return {
        id: response.headers.get("x-request-id"),
        usd: response.headers.get("x-layer-cost-usd"),
        data,
      };
    });

    const nano = answers.reduce((sum, { usd }) => sum + nanoOf(usd), 0n);
    const completion = answers.reduce((sum, { data }) => sum + (data.usage?.completion_tokens ?? 0), 0);
    const prompt = answers.reduce((sum, { data }) => sum + (data.usage?.prompt_tokens ?? 0), 0);
    expect(nano).toBeGreaterThan(0n);
    const told = { requests: BigInt(count), nano, prompt: BigInt(prompt), completion: BigInt(completion) };
    expect(await sumRows(ledger.sql, caller.keyId)).toEqual(told);
    expect(await sumHours(ledger.sql, caller.keyId)).toEqual(told);
    const rows = await ledger.sql<{ id: string }[]>`select id from requests where key_id = ${caller.keyId}`;
    expect(rows.map(({ id }) => id).sort()).toEqual(answers.map(({ id }) => id).sort());

    const response = await fetch(`${app.url}/v1/keys`, {
      headers: { authorization: `Bearer ${caller.secret}` },
    });
    const listed = (await response.json()).find(({ id }: { id: string }) => id === caller.keyId);
    expect(listed.usage).toMatchObject({
      requests: count,
      errors: 0,
      unpriced: 0,
      cost_nano_usd: String(nano),
    });
    const { token } = await makeSession(ledger.db, { userId: caller.userId });
    const headers = { cookie: `${SESSION_COOKIE}=${token}` };
    const list = await (await fetch(`${app.url}/keys`, { headers })).text();
    const key = await (await fetch(`${app.url}/keys/${caller.keyId}`, { headers })).text();
    for (const page of [list, key]) {
      expect(page).toContain(formatUsd(nano));
      expect(page).toContain(formatCountExact(count));
    }
    // The list is sent to the browser to the nano-dollar.
    expect(list).toContain(String(nano));
  });
}

test("after kill -9 under load every answer that was complete is in the log exactly once", async ({
  servedBy,
  provider,
}) => {
  const ledger = await openTestLedger();
  const app = await startAppServer({
    mount: servedBy,
    databaseUrl: ledger.url,
    env: providerSettings(provider),
  });
  try {
    const { accountId } = await makeOwner(ledger.db);
    const { secret, keyId } = await makeKey(ledger.db, { accountId });
    const openai = clientFor(app, secret);
    const complete: string[] = [];
    let killed: Promise<void> | undefined;
    const one = async (n: number) => {
      const model = n % 2 === 0 ? "sandbox/echo" : "gpt-4o-mini";
      const messages = [{ role: "user" as const, content: words(20) }];
      const id = n % 3 === 0 ? await streamed(openai, model, messages) : await plain(openai, model, messages);
      complete.push(id);
      if (complete.length === 300) killed = app.kill9();
    };
    await inParallel(600, CONCURRENCY, (n) => one(n).catch(() => {}));
    await killed;
    expect(complete.length).toBeGreaterThanOrEqual(300);
    expect(complete.length).toBeLessThan(600);

    await app.restart();
    const rows = await ledger.sql<{ id: string }[]>`select id from requests where key_id = ${keyId}`;
    const times = new Map<string, number>();
    for (const { id } of rows) times.set(id, (times.get(id) ?? 0) + 1);
    expect(complete.filter((id) => times.get(id) !== 1)).toEqual([]);
    expect(await sumHours(ledger.sql, keyId)).toEqual(await sumRows(ledger.sql, keyId));
    await openai.chat.completions.create({
      model: "default",
      messages: [{ role: "user", content: "again" }],
    });
  } finally {
    await app.stop();
    await ledger.end();
  }
});

type Client = ReturnType<typeof clientFor>;
type Messages = Array<{ role: "user"; content: string }>;

async function plain(openai: Client, model: string, messages: Messages): Promise<string> {
  const { response } = await openai.chat.completions.create({ model, messages }).withResponse();
  return response.headers.get("x-request-id") ?? "";
}

/** Complete is a stream whose `[DONE]` arrived, so the bytes are read, not the client's events. */
async function streamed(openai: Client, model: string, messages: Messages): Promise<string> {
  const response = await openai.chat.completions.create({ model, messages, stream: true }).asResponse();
  if (!(await response.text()).trimEnd().endsWith("data: [DONE]")) throw new Error("The stream was cut.");
  return response.headers.get("x-request-id") ?? "";
}

type Sums = { requests: bigint; nano: bigint; prompt: bigint; completion: bigint };

async function sumRows(sql: Sql, keyId: string): Promise<Sums | undefined> {
  const [sums] = await sql<Sums[]>`
    select count(*) as requests, sum(cost_nano_usd)::bigint as nano, sum(output_tokens)::bigint as completion,
      sum(input_tokens + cached_input_tokens)::bigint as prompt
    from requests where key_id = ${keyId}`;
  return sums;
}

async function sumHours(sql: Sql, keyId: string): Promise<Sums | undefined> {
  const [sums] = await sql<Sums[]>`
    select sum(requests)::bigint as requests, sum(cost_nano_usd)::bigint as nano,
      sum(output_tokens)::bigint as completion, sum(input_tokens + cached_input_tokens)::bigint as prompt
    from usage_hourly where key_id = ${keyId}`;
  return sums;
}

/** Exact nano-dollars of a decimal text in USD. */
function nanoOf(usd: string | null): bigint {
  const [whole = "0", fraction = ""] = (usd ?? "").split(".");
  return BigInt(whole) * 1_000_000_000n + BigInt(fraction.padEnd(9, "0"));
}
