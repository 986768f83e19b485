import { expect, test, vi } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { actionError, fieldError } from "./action-error";

test("a verb's error reaches the form as it is and is not logged", () => {
  const error = vi.fn();
  const thrown = new AppError("too_many_attempts", "Wait a moment.", {
    retryAfterSeconds: 4,
    param: "email",
  });
  expect(actionError(thrown, { error })).toEqual({
    code: "too_many_attempts",
    message: "Wait a moment.",
    param: "email",
    retryAfterSeconds: 4,
  });
  expect(error).not.toHaveBeenCalled();
});

test("an error nobody foresaw tells the form nothing and the log no input", () => {
  const error = vi.fn();
  const cause = Object.assign(new Error('duplicate key "ada@example.com"'), { code: "23505" });
  const thrown = new Error("Failed query: insert … params: hunter2-hunter2", { cause });
  const shown = actionError(thrown, { error });
  expect(shown).toMatchObject({ code: "internal_error", message: expect.stringContaining("our side") });
  expect(error).toHaveBeenCalledOnce();
  const logged = JSON.stringify([shown, error.mock.calls]);
  expect(logged).toContain("23505");
  expect(logged).not.toContain("hunter2");
  expect(logged).not.toContain("ada@example.com");
});

test("a database that is away is told as such, with when to come back, and is noted in the log", () => {
  const error = vi.fn();
  const driver = Object.assign(new Error("connect ECONNREFUSED 10.0.0.5:5432"), { code: "ECONNREFUSED" });
  const shown = actionError(new Error("Failed query", { cause: driver }), { error });
  expect(shown).toMatchObject({ code: "unavailable", retryAfterSeconds: 1 });
  expect(shown.message).not.toContain("10.0.0.5");
  expect(error).toHaveBeenCalledOnce();
});

test("a schema's first fault becomes the field's error", () => {
  const parsed = z.object({ name: z.string({ error: "Enter a name." }) }).safeParse({});
  expect(parsed.error && fieldError(parsed.error)).toEqual({
    code: "invalid_field",
    message: "Enter a name.",
    param: "name",
  });
});
