import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Departure } from "@/lib/providers/departure";
import { askOf, type Format, saidIn, takeAnswer } from "@/lib/testing/translated-answer";
import { RIG_NAMES, startRig, type TranslationRig } from "@/lib/testing/translation-rig";
import { refusalOf } from "../provider-refusal";
import { askTranslated } from "./ask-translated";
import { CountGuard } from "./count-guard";

const FORMATS: Format[] = ["chat/completions", "messages"];
const STREAMS = [false, true];

describe.each(RIG_NAMES)("%s", (name) => {
  let rig: TranslationRig;
  beforeEach(async () => {
    rig = await startRig(name);
  });
  afterEach(() => rig.stop());

  async function take(stream: boolean, format: Format = "chat/completions", departure = new Departure()) {
    return takeAnswer(await rig.chat(), { format, json: askOf(format, { stream }), departure });
  }

  const wire = { contentType: "application/json", providerRequestId: null };

  test.each(STREAMS)(
    "an HTTP error keeps its status and the provider's words (stream: %s)",
    async (stream) => {
      for (const [status, retryAfterSeconds] of [[400], [401], [404], [429, 7], [500], [503]] as const) {
        rig.behave({
          kind: "status",
          status,
          message: `Words of ${status}`,
          ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
        });
        const answer = await take(stream);
        expect(answer.status).toBe(status);
        expect(answer.retryAfterSeconds).toBe(retryAfterSeconds ?? null);
        expect(refusalOf({ ...answer, ...wire, body: Buffer.from(answer.text) }, [])?.message).toMatch(
          status === 401 ? /did not accept the key/ : `Words of ${status}`,
        );
      }
      expect(rig.asks()).toHaveLength(6);
    },
  );

  test.each(STREAMS)("a connection that breaks is an unreachable provider (stream: %s)", async (stream) => {
    rig.behave({ kind: "reset", when: "before first byte" });
    await expect(take(stream)).rejects.toMatchObject({ code: "provider_unreachable" });
    rig.behave({ kind: "reset", when: "after first chunk" });
    await expect(take(stream)).rejects.toMatchObject({ code: "provider_unreachable" });
  });

  test.each(STREAMS)(
    "a page or garbage is a failed provider, never an answer (stream: %s)",
    async (stream) => {
      rig.behave({ kind: "html" });
      await expect(take(stream)).rejects.toMatchObject({ code: "provider_failed" });
      rig.behave({ kind: "garbage" });
      for (const format of FORMATS) {
        const outcome = await take(stream, format).catch((error) => error);
        // The package for Anthropic makes the status 500 of a stream that begins with what it cannot read.
        const told = outcome.status === 500 ? "provider_failed" : (outcome.failure ?? outcome.code);
        expect(told).toMatch(/broke off or cannot be read|provider_failed/);
      }
    },
  );

  test.each(STREAMS)("a client that leaves ends the call to the provider (stream: %s)", async (stream) => {
    rig.behave({ kind: "hang" });
    const departure = new Departure();
    const taking = take(stream, "messages", departure);
    const request = await rig.request(0);
    departure.leave();
    await expect(taking).rejects.toMatchObject({ code: "client_closed" });
    await request.clientGone;
  });

  test.each(STREAMS)("time that is up is a timeout (stream: %s)", async (stream) => {
    rig.behave({ kind: "hang" });
    const departure = new Departure();
    const taking = take(stream, "chat/completions", departure);
    await rig.request(0);
    departure.expire();
    await expect(taking).rejects.toMatchObject({ code: "provider_timeout" });
  });

  test("a client that is gone before is not asked for", async () => {
    const departure = new Departure();
    departure.leave();
    await expect(take(false, "messages", departure)).rejects.toMatchObject({ code: "client_closed" });
    expect(rig.asks()).toHaveLength(0);
  });

  test("nothing but the beginning leaves before the provider has said something, and pieces leave as they come", async () => {
    rig.behave({ kind: "answer", text: "one two or some more and three", stepwise: true });
    const ask = {
      format: "messages" as const,
      modelName: "m",
      providerLabel: "p",
      departure: new Departure(),
      counts: new CountGuard(() => {}),
      onLost() {},
    };
    const asking = askTranslated(await rig.chat(), { ...ask, json: askOf("messages", { stream: true }) });
    const request = await rig.request(0);
    request.release(4);
    const { body } = await asking;
    if (body instanceof Uint8Array) throw new Error("no stream");
    const pieces = body[Symbol.asyncIterator]();
    let text = "";
    while (!text.includes("one")) text += Buffer.from((await pieces.next()).value).toString();
    expect(text).not.toContain("three");
    request.release();
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
      text += Buffer.from(next.value).toString();
    }
    expect(text).toContain("three");
  });

  test("a reader that gives up in the middle ends the call to the provider", async () => {
    rig.behave({ kind: "answer", text: "one two or some more and three", stepwise: true });
    const ask = {
      format: "messages" as const,
      modelName: "m",
      providerLabel: "p",
      departure: new Departure(),
      counts: new CountGuard(() => {}),
      onLost() {},
    };
    const asking = askTranslated(await rig.chat(), { ...ask, json: askOf("messages", { stream: true }) });
    const request = await rig.request(0);
    request.release(4);
    const { body } = await asking;
    if (body instanceof Uint8Array) throw new Error("no stream");
    for await (const piece of body) if (Buffer.from(piece).includes("one")) break;
    await request.clientGone;
  });
});

test.each(RIG_NAMES)("%s: a wrong key is told as one, whatever the provider calls it", async (name) => {
  const rig = await startRig(name, { apiKey: "another-key-0123456789" });
  for (const stream of STREAMS) {
    const json = askOf("messages", { stream });
    expect((await takeAnswer(await rig.chat(), { format: "messages", json })).status).toBe(401);
  }
  await rig.stop();
});

test.each(RIG_NAMES)("%s: silence is a timeout, before the answer and within it", async (name) => {
  const rig = await startRig(name, { timeoutMs: 300 });
  const take = async (stream: boolean) => {
    const json = askOf("chat/completions", { stream });
    return takeAnswer(await rig.chat(), { format: "chat/completions", json });
  };
  rig.behave({ kind: "hang" });
  await expect(take(false)).rejects.toMatchObject({ code: "provider_timeout" });
  rig.behave({ kind: "answer", text: "one two or some more", stepwise: true });
  // Not waited for: on a busy machine the time can be over before the call has arrived.
  rig.request(1).then((request) => request.release(3));
  await expect(take(true)).rejects.toMatchObject({ code: "provider_timeout" });
  await rig.stop();
});

describe.each(["anthropic", "google", "mistral"] as const)("%s in the middle of a stream", (name) => {
  let rig: TranslationRig;
  beforeEach(async () => {
    rig = await startRig(name);
  });
  afterEach(() => rig.stop());

  test.each(FORMATS)("an answer that is cut short fails and has no end, in %s", async (format) => {
    rig.behave({ kind: "cut short" });
    const answer = await takeAnswer(await rig.chat(), { format, json: askOf(format, { stream: true }) });
    expect(answer.failure).toBe("The provider's answer broke off or cannot be read.");
    expect(answer.text).not.toMatch(/\[DONE\]|message_stop/);
  });

  // The package for Mistral cannot read errors in a stream: they are as good as garbage, which is tested above.
  test.runIf(name !== "mistral").each(FORMATS)(
    "a failure is told in the provider's words, in %s",
    async (format) => {
      rig.behave({ kind: "answer", failsWith: "Overloaded, sorry", text: "one two" });
      const outcome = await takeAnswer(await rig.chat(), {
        format,
        json: askOf(format, { stream: true }),
      });
      expect(outcome.failure ?? outcome.json).toEqual(
        outcome.failure === null
          ? { error: expect.objectContaining({ message: "Overloaded, sorry" }) }
          : "Overloaded, sorry",
      );
      expect(outcome.text).not.toMatch(/\[DONE\]|message_stop/);
    },
  );
});

test("an answer that Gemini itself calls an error is a failure, whole and streamed", async () => {
  const rig = await startRig("google");
  rig.behave({ kind: "answer", finish: "MALFORMED_FUNCTION_CALL" });
  const format = "chat/completions";
  const words = "The provider ended its answer with the error MALFORMED_FUNCTION_CALL.";
  await expect(takeAnswer(await rig.chat(), { format, json: askOf(format) })).rejects.toMatchObject({
    code: "provider_failed",
    message: words,
  });
  const stream = await takeAnswer(await rig.chat(), { format, json: askOf(format, { stream: true }) });
  expect(stream.failure).toBe(words);
  // What it counted is told before, so that it is not lost.
  expect(stream.usage).toMatchObject({ input: 20, output: 5 });
  expect(saidIn(format, stream).text).toBe("Hello there");
  await rig.stop();
});
