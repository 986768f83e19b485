import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newSecret } from "@/db/factories";
import { documentedOperations } from "./api-document";
import { startFakeOpenAI } from "./fake-openai";
import { exampleRequest, nastyRequests, randomRequests, type Sent, sendTo } from "./fuzz-requests";
import { startGatewayServer } from "./gateway-server";
import { EXAMPLE_SERVER, ownThing } from "./own-thing";

// Every place gets every nasty value besides; more by chance finds little and costs minutes.
const RANDOM = { seed: 20_261_124, numRuns: 15 };
const AT_ONCE = 16;

/**
 * Sends everything that is nasty to each documented operation whose method is taken, against a server of its own: every answer has to
 * be one that is documented, and the server goes on.
 */
export async function fuzzSuite(takes: (method: string) => boolean): Promise<void> {
  const fake = await startFakeOpenAI();
  const gateway = await startGatewayServer(fake.baseUrl, { LAYER_PROVIDER_TIMEOUT_MS: "2000" });
  const documented = await documentedOperations(gateway.url);
  const server = { url: gateway.url, operations: documented, providerUrl: fake.baseUrl };
  afterAll(async () => {
    await gateway.stop();
    await fake.stop();
  });

  const operations = documented.filter(({ method }) => takes(method));
  const named = operations.map((operation) => ({ name: `${operation.method} ${operation.path}`, operation }));

  describe.each(named)("$name", ({ operation }) => {
    let authorization: string;
    let path: Record<string, string>;
    beforeAll(async () => {
      authorization = (await gateway.makeCaller("sandbox/echo")).authorization;
      path = await ownThing(server, operation, authorization);
    });

    /** What is wrong with the answers, a line for each. */
    async function breaches(requests: Sent[]): Promise<string[]> {
      const found: string[] = [];
      for (let at = 0; at < requests.length; at += AT_ONCE) {
        const lot = requests.slice(at, at + AT_ONCE);
        found.push(...(await Promise.all(lot.map(async (sent) => breach(sent)))).flat());
      }
      return found.slice(0, 20);
    }

    async function breach(sent: Sent): Promise<string[]> {
      const body =
        typeof sent.body === "string" ? sent.body.replaceAll(EXAMPLE_SERVER, fake.baseUrl) : sent.body;
      const answer = await sendTo(
        gateway.url,
        operation,
        body === undefined ? sent : { ...sent, body },
        authorization,
      );
      const { status } = answer;
      const text = status >= 500 ? await answer.clone().text() : "";
      const fault = (await operation.breachOf(answer)) ?? (status >= 500 ? text.slice(0, 300) : null);
      return fault === null ? [] : [`${sent.what} → ${status} ${fault}`];
    }

    if (operation.security.length > 0) {
      test("opens to nobody without a key, or with a wrong one", async () => {
        const wrong = [
          null,
          "Bearer ",
          `Bearer ${newSecret()}`,
          "Basic eDp5",
          "Bearer ' or 1=1--",
          "Bearer null",
        ];
        for (const given of wrong) {
          const answer = await sendTo(gateway.url, operation, exampleRequest(operation, path), given);
          expect([given, answer.status]).toEqual([given, 401]);
          expect(await operation.breachOf(answer)).toBeNull();
        }
      });
    }

    test("answers each nasty value in each place as it documents", async () => {
      expect(await breaches(nastyRequests(operation, path))).toEqual([]);
    });

    test("answers random requests as it documents", async () => {
      expect(await breaches(randomRequests(operation, path, RANDOM))).toEqual([]);
    });

    test("answers methods that it does not have with 405 and those that it has", async () => {
      const own = documented.filter((one) => one.path === operation.path).map(({ method }) => method);
      const others = ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((method) => !own.includes(method));
      for (const method of others) {
        const answer = await sendTo(gateway.url, { ...operation, method }, { what: "", path }, authorization);
        expect([method, answer.status]).toEqual([method, 405]);
        expect(answer.headers.get("allow")?.split(", ")).toEqual(expect.arrayContaining(own));
      }
    });

    test("leaves a server that answers a good request, with nothing thrown past its nets", async () => {
      const messages = [{ role: "user", content: "Still there?" }];
      const other = await gateway.makeCaller("sandbox/echo");
      expect((await gateway.chat(other.authorization, { messages })).status).toBe(200);
      expect(gateway.faults).toEqual([]);
      expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    });
  });
}
