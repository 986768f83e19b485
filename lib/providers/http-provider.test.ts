import { expect, test } from "vitest";
import { refusalOf } from "@/lib/testing/refusal-of";
import { Departure } from "./departure";
import { httpProvider } from "./http-provider";
import { openai } from "./kinds/openai";

/** A provider whose address is never found, so that the connection stays on its way. */
const unreachable = () =>
  httpProvider({
    id: "openai",
    label: "OpenAI",
    isOwn: true,
    kind: openai,
    baseUrl: "http://nowhere.example/v1",
    apiKey: undefined,
    timeoutMs: 60_000,
    lookup: () => {},
  });

test.each([
  ["its time is up", "provider_timeout", (departure: Departure) => departure.expire()],
  ["its client leaves", "client_closed", (departure: Departure) => departure.leave()],
])(
  "a call that is still connecting ends at once when %s",
  async (_when, code, end) => {
    const departure = new Departure();
    const call = unreachable().send({
      format: "chat/completions",
      model: "m",
      body: Buffer.from("{}"),
      departure,
    });
    end(departure);
    expect((await refusalOf(call)).code).toBe(code);
  },
  2_000,
);
