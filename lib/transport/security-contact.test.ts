import { expect, test } from "vitest";
import { setTestEnvironment } from "@/lib/testing/environment";
import { securityContact } from "./security-contact";

setTestEnvironment("postgres://nobody@127.0.0.1:1/none");

test("security.txt has what its standard demands: a contact, and an end less than a year away", () => {
  const now = new Date("2026-11-29T12:00:00Z");
  const fields = new Map(
    securityContact(now)
      .trim()
      .split("\n")
      .map((line) => line.split(/: (.*)/) as [string, string]),
  );
  expect(new URL(fields.get("Contact") ?? "").pathname).toBe("/docs/security");
  const days = (new Date(fields.get("Expires") ?? 0).getTime() - now.getTime()) / 86_400_000;
  expect(days).toBeGreaterThan(100);
  expect(days).toBeLessThan(365);
});
