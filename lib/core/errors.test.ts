import { expect, test, vi } from "vitest";
import { AppError, toAppError } from "./errors";

test("an error of another copy of this module is known as what it is", async () => {
  vi.resetModules();
  const copy = await import("./errors");
  expect(copy.AppError).not.toBe(AppError);
  const error: unknown = new copy.AppError("provider_unreachable", "The connection to the provider failed.");
  expect(error instanceof AppError).toBe(true);
  expect(toAppError(error)).toBe(error);
});

test("anything else that is thrown becomes an internal error that repeats nothing of it", () => {
  for (const thrown of [new Error("secret"), "secret", null, { code: "not_found" }]) {
    expect(toAppError(thrown)).toMatchObject({ code: "internal_error", status: 500, cause: thrown });
    expect(toAppError(thrown).message).not.toContain("secret");
  }
});
