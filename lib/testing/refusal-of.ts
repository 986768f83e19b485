import { expect } from "vitest";
import { AppError } from "@/lib/core/errors";

/** The `AppError` that a verb throws; anything else, or no error, fails the test. */
export async function refusalOf(attempt: Promise<unknown>): Promise<AppError> {
  try {
    await attempt;
  } catch (error) {
    return error instanceof AppError ? error : expect.fail(`It threw something else: ${error}`);
  }
  return expect.fail("It was not refused.");
}
