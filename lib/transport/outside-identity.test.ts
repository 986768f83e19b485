import { describe, expect, test } from "vitest";
import { mayEnter, verifiedAddress } from "./outside-identity";

describe("an outside identity enters only as an existing person", () => {
  const nobody = { address: null, personWithAddress: null, linkedPerson: null, signedInPerson: null };
  test.each([
    ["a stranger", { ...nobody, address: "eve@example.com" }, false],
    ["no verified address, not linked", { ...nobody, personWithAddress: "ada" }, false],
    [
      "a person's verified address",
      { ...nobody, address: "ada@example.com", personWithAddress: "ada" },
      true,
    ],
    ["linked before, address changed since", { ...nobody, linkedPerson: "ada" }, true],
    [
      "another person is signed in in this browser",
      { ...nobody, address: "ada@example.com", personWithAddress: "ada", signedInPerson: "bob" },
      false,
    ],
    [
      "linked to another than the signed-in person",
      { ...nobody, linkedPerson: "ada", signedInPerson: "bob" },
      false,
    ],
    ["linked and signed in", { ...nobody, linkedPerson: "ada", signedInPerson: "ada" }, true],
  ])("%s", (_case, facts, enters) => {
    expect(mayEnter(facts)).toBe(enters);
  });
});

test("an address counts only when the provider says it verified it", () => {
  expect(verifiedAddress({ email: " Ada@Example.com ", email_verified: true })).toBe("ada@example.com");
  expect(verifiedAddress({ email: "ada@example.com", email_verified: "true" })).toBeNull();
  expect(verifiedAddress({ email: "ada@example.com" })).toBeNull();
  expect(verifiedAddress({ email_verified: true })).toBeNull();
  expect(verifiedAddress(null)).toBeNull();
});
