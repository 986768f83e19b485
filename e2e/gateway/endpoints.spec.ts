import { expect, test } from "../fixtures/gateway";

test("the official client embeds, paints and speaks with the sandbox, and each call is in the log", async ({
  openai,
  caller,
  ledger,
}) => {
  const { data } = await openai.embeddings.create({ model: "sandbox/embed", input: ["hello there", "you"] });
  expect(data.map(({ embedding }) => embedding.length)).toEqual([16, 16]);
  const image = await openai.images.generate({ model: "sandbox/image", prompt: "a pixel" });
  const png = Buffer.from(image.data?.[0]?.b64_json ?? "", "base64");
  expect(png.toString("latin1", 1, 4)).toBe("PNG");
  const speech = await openai.audio.speech.create({ model: "sandbox/tts", voice: "alloy", input: "hello" });
  expect(speech.headers.get("content-type")).toBe("audio/wav");
  expect(Buffer.from(await speech.arrayBuffer()).toString("latin1", 0, 4)).toBe("RIFF");
  const rows = await ledger.sql`
    select endpoint, status, cost_nano_usd from requests where key_id = ${caller.keyId} order by id`;
  expect(rows).toMatchObject([
    // Three words at $0.10 a million tokens.
    { endpoint: "embeddings", status: 200, cost_nano_usd: 300n },
    { endpoint: "images/generations", status: 200, cost_nano_usd: 600n },
    { endpoint: "audio/speech", status: 200, cost_nano_usd: null },
  ]);
});

test("a form with a recording arrives whole, and its refusal has OpenAI's shape", async ({
  openai,
  provider,
}) => {
  const recording = Buffer.alloc(1_000_000, 7);
  const asked = openai.audio.transcriptions.create({
    model: "gpt-4o-transcribe",
    file: new File([recording], "talk.wav"),
  });
  await expect(asked).rejects.toMatchObject({ status: 404, code: "model_not_found" });
  const [received] = provider.requests;
  expect(received?.path).toBe("/v1/audio/transcriptions");
  expect(received?.body.indexOf(recording)).toBeGreaterThan(0);
});

test("a client of the native API gets the same answer at the same price, plain and streamed", async ({
  app,
  caller,
}) => {
  const post = (stream: boolean) =>
    fetch(`${app.url}/v3/chat`, {
      method: "POST",
      headers: { authorization: `Bearer ${caller.secret}`, "content-type": "application/json" },
      body: JSON.stringify({
        model: "sandbox/echo",
        data: { messages: [{ role: "user", content: "one two three" }], stream },
      }),
    });
  const plain = await (await post(false)).json();
  expect(plain).toMatchObject({ content: "one two three", finishReason: "completed", usedPlatformKey: true });
  const lines = (await (await post(true)).text()).split("\n").filter((line) => line.startsWith("data: "));
  expect(lines.pop()).toBe("data: [DONE]");
  const chunks = lines.map((line) => JSON.parse(line.slice("data: ".length)));
  expect(chunks.map(({ content }) => content).join("")).toBe("one two three");
  const { usage, cost, cost_nano_usd } = plain;
  expect(cost).toBeGreaterThan(0);
  expect(chunks.at(-1)).toMatchObject({ usage, cost, cost_nano_usd, finishReason: "completed" });
});
