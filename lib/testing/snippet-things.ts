import { vi } from "vitest";
import type { GateId, KeyId } from "@/lib/core/ids";

type Caller = { secret: string; keyId: KeyId; gateId: GateId };
type Rows = { data?: Array<{ id: string }>; limits?: Array<{ id: string }> };

/** What the variables of an example stand for, made or looked up through the API when an example names one. */
export function snippetThings(url: string, caller: Caller) {
  const headers = { authorization: `Bearer ${caller.secret}`, "content-type": "application/json" };
  const ask = async (path: string, body?: object, method = "POST"): Promise<unknown> => {
    const write = { method, body: JSON.stringify(body) };
    const answer = await fetch(url + path, { headers, ...(body === undefined ? {} : write) });
    if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  let key: string | undefined;
  const things: Record<string, () => Promise<string>> = {
    LAYER_API_KEY: async () => caller.secret,
    OPENAI_API_KEY: async () => "sk-of-examples",
    LAYER_WEBHOOK_SECRET: async () => "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
    GATE_ID: async () => caller.gateId,
    KEY_ID: async () => {
      // One key for all examples of a page, so that what one stops the next can start again.
      key ??= ((await ask("/v1/keys", { name: "Example" })) as { id: string }).id;
      return key;
    },
    SECRET_ID: async () => oldestOf(await ask(`/v1/keys/${await things.KEY_ID?.()}/secrets`)),
    ALERT_ID: async () => oldestOf(await ask("/v1/alerts")),
    LIMIT_ID: async () => {
      const limit = { period: "daily", zone: "UTC", amountUsd: "25.00", enforcement: "block" };
      return ((await ask("/v1/spending/limits", limit)) as { id: string }).id;
    },
    REQUEST_ID: async () => {
      await ask("/v1/payloads/policy", { store: true, keepDays: 7, redact: [], ceiling: false }, "PUT");
      await ask("/v1/chat/completions", {
        model: "sandbox/echo",
        messages: [{ role: "user", content: "Hi" }],
      });
      const id = oldestOf(await ask("/v1/logs"));
      // A payload is stored after its row.
      await vi.waitFor(
        async () => {
          const { responsePayload } = (await ask(`/v1/logs/${id}`)) as { responsePayload: unknown };
          if (responsePayload === null) throw new Error(`request ${id} has no payload yet`);
        },
        { timeout: 30_000 },
      );
      return id;
    },
  };
  /** The variables that this text names, for the environment it runs in. */
  return async (code: string): Promise<Record<string, string>> => {
    const named = Object.entries(things).filter(([name]) => new RegExp(`\\b${name}\\b`).test(code));
    const values: Array<[string, string]> = [];
    for (const [name, make] of named) values.push([name, await make()]);
    return Object.fromEntries(values);
  };
}

function oldestOf(answer: unknown): string {
  const rows = Array.isArray(answer) ? answer : ((answer as Rows).data ?? Object.values(answer as object)[0]);
  return (rows as Array<{ id: string }>).at(-1)?.id ?? "none";
}
