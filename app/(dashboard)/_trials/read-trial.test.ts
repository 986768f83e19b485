import { expect, test } from "vitest";
import type { TrialEnd } from "@/lib/gates/trial-contract";
import { eventCutter, readTrial } from "./read-trial";

const end = { requestId: "r", status: 200, model: "m" } as TrialEnd;
const chunk = (content: string) => JSON.stringify({ choices: [{ delta: { content } }] });
const TEXT = [
  ": ping",
  `data: ${chunk("Hé")}`,
  `data: ${chunk("llo 🙂")}`,
  'data: {"choices":[],"usage":{}}',
  "data: not json",
  "data: [DONE]",
  `event: trial\ndata: ${JSON.stringify(end)}`,
].join("\n\n");

async function read(text: string, size: number) {
  const bytes = new TextEncoder().encode(text);
  const seen = { text: "", end: null as TrialEnd | null, raw: [] as string[] };
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    },
  });
  await readTrial(body, {
    onText: (piece) => {
      seen.text += piece;
    },
    onEnd: (last) => {
      seen.end = last;
    },
    onRaw: (line) => seen.raw.push(line),
  });
  return seen;
}

test.each([1, 3, 7, 10_000])("pieces of %i bytes give the same text and the same end", async (size) => {
  const seen = await read(TEXT, size);
  expect(seen).toMatchObject({ text: "Héllo 🙂", end });
  expect(seen.raw).toHaveLength(6);
});

test("carriage returns and a last event without an empty line are understood", async () => {
  expect(await read(TEXT.replaceAll("\n", "\r\n"), 5)).toMatchObject({ text: "Héllo 🙂", end });
});

test("an event is told once its empty line is there, with all its lines of data", () => {
  const cut = eventCutter();
  expect(cut("event: a\ndata: 1\ndata:2")).toEqual([]);
  expect(cut("\n\ndata: next")).toEqual([{ event: "a", data: "1\n2" }]);
  expect(cut("\n\n\n\n")).toEqual([{ event: "message", data: "next" }]);
});
