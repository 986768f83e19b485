import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Anthropic, { APIError } from "@anthropic-ai/sdk";
import { expect, test } from "vitest";
import { AppError, ERRORS, type ErrorCode } from "@/lib/core/errors";
import { anthropicError, anthropicErrorEvent } from "./anthropic-error";

const APP = "http://layer.test";

test("an error tells its type, code, field and id in Anthropic's shape", () => {
  const error = new AppError("feature_not_supported", 'Anthropic does not support "seed".', {
    param: "seed",
  });
  expect(anthropicError(error, "req_1", APP)).toEqual({
    type: "error",
    error: {
      type: "invalid_request_error",
      message: 'Anthropic does not support "seed".',
      code: "feature_not_supported",
      param: "seed",
      details: { error_code: "feature_not_supported" },
      doc_url: "http://layer.test/docs/errors#feature_not_supported",
    },
    request_id: "req_1",
  });
});

test("details that a program can use stand beside it", () => {
  const details = { upstream: { status: 503, code: null } };
  const error = new AppError("provider_failed", "It failed.", { details });
  expect(anthropicError(error, "req_1", APP).error).toMatchObject({ type: "api_error", ...details });
});

test("the official client reads every error as one, in an answer and in the middle of a stream", async () => {
  let answer = { status: 200, body: "", contentType: "application/json" };
  const server = createServer((_request, response) => {
    response.writeHead(answer.status, { "content-type": answer.contentType }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new Anthropic({ baseURL, apiKey: "k", maxRetries: 0 });
  const ask = { model: "m", max_tokens: 5, messages: [{ role: "user" as const, content: "Hi" }] };
  for (const code of Object.keys(ERRORS) as ErrorCode[]) {
    const error = new AppError(code, `Words of ${code}.`);
    const body = JSON.stringify(anthropicError(error, "req_1", APP));
    answer = { status: error.status, body, contentType: "application/json" };
    const thrown = await client.messages.create(ask).catch((failure) => failure);
    expect(thrown).toBeInstanceOf(APIError);
    expect(thrown).toMatchObject({ status: error.status, type: ERRORS[code].anthropic, errorCode: code });
    answer = {
      status: 200,
      body: anthropicErrorEvent(error, "req_1", APP),
      contentType: "text/event-stream",
    };
    const broken = await client.messages
      .stream(ask)
      .done()
      .catch((failure) => failure);
    expect(broken).toBeInstanceOf(APIError);
    expect(String(broken.message)).toContain(`Words of ${code}.`);
  }
  server.closeAllConnections();
  server.close();
});
