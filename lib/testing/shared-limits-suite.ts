import { expect, test } from "vitest";
import { countedAs } from "@/lib/limits/counted-as";
import type { SharedStore } from "@/lib/limits/shared-store";
import type { rateLimitTests } from "./rate-limit-suite";

/**
 * What holds over HTTP where several instances share a store: `other` is another one, and `whileAway` runs something while the store
 * does not count.
 */
export function sharedLimitTests(
  { callerWith }: Pick<Awaited<ReturnType<typeof rateLimitTests>>, "callerWith">,
  other: SharedStore,
  whileAway: (run: () => Promise<void>) => Promise<unknown>,
): void {
  test("what another instance let in counts here, and what runs there until it ends there", async () => {
    const { call, keyId, name } = await callerWith({ key: { requestsPerMinute: 3, concurrentRequests: 2 } });
    const ofKey = { scope: "key" as const, id: keyId, name };
    const claims = countedAs(
      [
        { ...ofKey, limit: "requestsPerMinute", value: 3 },
        { ...ofKey, limit: "concurrentRequests", value: 2 },
      ],
      1,
    );
    const first = await other.claim(claims);
    const second = await other.claim(claims);
    expect(second.isTaken).toBe(true);
    expect(await (await call()).json()).toMatchObject({ error: { limit: "concurrent_requests", used: 2 } });
    other.adjust(
      claims
        .filter(({ window }) => window === "running")
        .map((claim) => ({ ...claim, amount: -1, takenAtMs: first.takenAtMs })),
    );
    await expect.poll(async () => (await call()).status).toBe(200);
    expect(await (await call()).json()).toMatchObject({ error: { limit: "requests_per_minute", used: 3 } });
  });

  test("while the store does not count, calls are counted here, and none waits longer than a moment", async () => {
    const { call } = await callerWith({ key: { requestsPerMinute: 3 } });
    expect((await call()).status).toBe(200);
    const statuses: number[] = [];
    await whileAway(async () => {
      const startedAtMs = performance.now();
      for (let time = 0; time < 8; time += 1) statuses.push((await call()).status);
      expect(performance.now() - startedAtMs).toBeLessThan(5_000);
    });
    expect(statuses).toEqual([200, 200, 200, 429, 429, 429, 429, 429]);
    const remaining = async () => (await call()).headers.get("x-ratelimit-remaining-requests");
    // There only one was counted.
    await expect.poll(remaining).toBe("1");
  });
}
