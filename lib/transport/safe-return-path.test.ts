import { describe, expect, test } from "vitest";
import { pathOnOwnOrigin, safeReturnPath, signInPath } from "./safe-return-path";

const EVIL = [
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\\/evil.example",
  "https:evil.example",
  "https://evil.example/keys",
  "http://localhost:3001/keys",
  "https:/\\evil.example",
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "data:text/html,x",
  "evil.example",
  "@evil.example",
  "/%0d%0aLocation:%20https://evil.example",
  "/keys\r\nLocation: https://evil.example",
  "/\t/evil.example",
  "/%09/evil.example",
  "/%5cevil.example",
  "/%5C%5Cevil.example",
  "/%2f%2fevil.example",
  "/.//evil.example",
  "/keys/..//evil.example",
  "/../..//evil.example",
  "/\u0000keys",
  "/\u202ekeys",
  " /keys",
  "/keys\ud800",
  "?next=/keys",
  "",
  `/${"a".repeat(2_001)}`,
  "/api/auth/signout",
  "/sign-in?next=/sign-in",
  "/setup",
];

describe("after signing in, nobody is led off our origin", () => {
  test.each(EVIL)("%j leads to the first page", (text) => {
    expect(safeReturnPath(text)).toBe("/overview");
  });

  test.each(EVIL)("the sign-in page never repeats %j", (text) => {
    expect(signInPath(text)).toBe("/sign-in");
  });

  test.each([...EVIL, "/keys/1?range=30d"])(
    "a browser resolves the answer to %j on our own origin",
    (text) => {
      expect(new URL(safeReturnPath(text), "https://ours.example").origin).toBe("https://ours.example");
    },
  );

  test.each([null, undefined])("%j leads to the first page", (text) => {
    expect(safeReturnPath(text)).toBe("/overview");
  });
});

test.each(["/keys", "/keys/0198?range=30d&zone=Asia%2FTokyo", "/settings#sessions", "/docs/errors?q=//x"])(
  "the deep link %s is kept exactly",
  (path) => {
    expect(safeReturnPath(path)).toBe(path);
  },
);

test("the sign-in page carries a deep link through", () => {
  const path = signInPath("/keys?search=a%26b&sort=name");
  expect(new URL(path, "http://x").searchParams.get("next")).toBe("/keys?search=a%26b&sort=name");
});

test("only an exact own origin is cut off an absolute address", () => {
  const cut = (text: string) => safeReturnPath(pathOnOwnOrigin(text, "http://localhost:3000"));
  expect(cut("http://localhost:3000/settings")).toBe("/settings");
  expect(cut("http://localhost:3000//evil.example")).toBe("/overview");
  expect(cut("http://localhost:3000.evil.example/settings")).toBe("/overview");
  expect(cut("http://localhost:3000@evil.example/settings")).toBe("/overview");
});
