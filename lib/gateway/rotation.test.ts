import { afterAll, expect, test } from "vitest";
import { rotationProof } from "@/lib/keys/rotation/queries";
import { rotateKey } from "@/lib/keys/rotation/rotate-key";
import { stopSecret } from "@/lib/keys/rotation/stop-secret";
import { testContext } from "@/lib/testing/context";
import { startFakeOpenAI } from "@/lib/testing/fake-openai";
import { startGatewayServer } from "@/lib/testing/gateway-server";

const fake = await startFakeOpenAI();
const gateway = await startGatewayServer(fake.baseUrl);
afterAll(async () => {
  await gateway.stop();
  await fake.stop();
  expect(gateway.faults).toEqual([]);
});

const CLIENTS = 10;
const CALLS_PER_STAGE = 10;
const CALLS_PER_MOVE = 3;
const messages = [{ role: "user", content: "one two" }];

/** A program that calls one time after another, with the secret that it has at that moment. */
class Program {
  readonly sent: Array<{ lastFour: string; status: number; told: string | null }> = [];
  private running = true;
  private readonly ended: Promise<void>;

  constructor(public secret: string) {
    this.ended = this.run();
  }

  private async run(): Promise<void> {
    while (this.running) {
      const { secret } = this;
      const answer = await gateway.chat(`Bearer ${secret}`, { model: "sandbox/echo", messages });
      await answer.arrayBuffer();
      const told = answer.headers.get("x-layer-key-secret");
      this.sent.push({ lastFour: secret.slice(-4), status: answer.status, told });
    }
  }

  /** Resolves when it has called that often more. */
  async further(calls: number): Promise<void> {
    const until = this.sent.length + calls;
    await expect.poll(() => this.sent.length, { interval: 5 }).toBeGreaterThanOrEqual(until);
  }

  async end(): Promise<void> {
    this.running = false;
    await this.ended;
  }
}

test("under steady traffic a key is rotated, its programs move one by one, and the old secret is stopped: nothing fails before, every row is on the secret that was sent", async () => {
  const caller = await gateway.makeCaller("sandbox/echo");
  const ctx = testContext(gateway.db, caller.accountId);
  const { keyId, secretId } = caller;
  const programs = Array.from({ length: CLIENTS }, () => new Program(caller.secret));
  await Promise.all(programs.map((program) => program.further(CALLS_PER_STAGE)));
  const { secret, newest } = await rotateKey(ctx, { keyId });
  for (const program of programs) {
    await program.further(CALLS_PER_MOVE);
    program.secret = secret ?? "";
  }
  await Promise.all(programs.map((program) => program.further(CALLS_PER_STAGE)));
  const before = await rotationProof(ctx, keyId);
  await stopSecret(ctx, { keyId, secretId });
  await Promise.all(programs.map((program) => program.further(CALLS_PER_STAGE)));
  await Promise.all(programs.map((program) => program.end()));

  const sent = programs.flatMap((program) => program.sent);
  expect(sent.length).toBeGreaterThan(CLIENTS * 4 * CALLS_PER_STAGE);
  expect(sent.filter(({ status }) => status !== 200)).toEqual([]);
  expect(sent.filter(({ lastFour, told }) => lastFour !== told)).toEqual([]);
  const rows = await gateway.rowsOf(keyId);
  expect(rows).toHaveLength(sent.length);
  const rowsOf = (id: string) => rows.filter((row) => row.secretId === id).length;
  const sentWith = (text: string | null) =>
    sent.filter(({ lastFour }) => lastFour === text?.slice(-4)).length;
  expect([rowsOf(secretId), rowsOf(newest.id)]).toEqual([sentWith(caller.secret), sentWith(secret)]);
  // The proof counted the same rows: after the last program had moved, no more of the old ones.
  expect(before.secrets.find(({ id }) => id === secretId)?.requestsLastHour).toBe(sentWith(caller.secret));
  const refused = await gateway.chat(caller.authorization, { messages });
  expect([refused.status, refused.headers.get("x-layer-key-secret")]).toEqual([401, caller.secret.slice(-4)]);
  expect((await refused.json()).error).toMatchObject({ code: "secret_revoked" });
});
