import { expect } from "vitest";
import type { Endpoint } from "@/lib/transport/define-endpoint";
import { codesOf } from "@/lib/transport/operation";

type ErrorBody = { code: string; message: string; param: string | null; requestId: string; docUrl: string };

/** Checks an error against its shape and the operation's documentation, and returns what it says. */
export async function expectError(
  { operation }: Pick<Endpoint, "operation">,
  answer: Response,
  status: number,
  code: string,
): Promise<ErrorBody> {
  const body = errorBody(await answer.json(), operation.errorShape === "openai");
  expect({ status: answer.status, code: body.code }, body.message).toEqual({ status, code });
  expect(body.message).toMatch(/^\S.*\.$/s);
  expect(body.requestId).toBe(answer.headers.get("x-request-id"));
  expect(body.docUrl).toBe(`http://layer.test/docs/errors#${code}`);
  expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
  expect(answer.headers.get("www-authenticate")).toBe(status === 401 ? "Bearer" : null);
  expect(codesOf(operation)).toContain(code);
  return body;
}

function errorBody(json: Record<string, unknown>, isOpenAi: boolean): ErrorBody {
  const { error, message, param = null, requestId, docUrl } = json;
  if (!isOpenAi) return { code: error, message, param, requestId, docUrl } as ErrorBody;
  const inner = error as Record<string, unknown>;
  return { ...inner, requestId: inner.request_id, docUrl: inner.doc_url } as unknown as ErrorBody;
}
