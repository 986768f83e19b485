import { expect, test } from "vitest";
import { contentSecurityPolicy, pageHeaders } from "./security-headers";

const facts = { nonce: "n0nce", https: false, development: false, signInOrigins: [] };
const directive = (policy: string, name: string) =>
  policy.split("; ").find((line) => line === name || line.startsWith(`${name} `));

test("only scripts with the nonce run, and nobody may frame a page", () => {
  const policy = contentSecurityPolicy(facts);
  expect(directive(policy, "script-src")).toBe("script-src 'self' 'nonce-n0nce' 'strict-dynamic'");
  expect(directive(policy, "style-src-elem")).toBe("style-src-elem 'self' 'nonce-n0nce'");
  expect(directive(policy, "frame-ancestors")).toBe("frame-ancestors 'none'");
  expect(directive(policy, "form-action")).toBe("form-action 'self'");
  expect(policy).not.toContain("unsafe-eval");
});

test("plain HTTP is never upgraded, HTTPS is", () => {
  expect(contentSecurityPolicy(facts)).not.toContain("upgrade-insecure-requests");
  expect(contentSecurityPolicy({ ...facts, https: true })).toContain("upgrade-insecure-requests");
});

test("hot reload is allowed in development only", () => {
  const policy = contentSecurityPolicy({ ...facts, development: true });
  expect(directive(policy, "connect-src")).toBe("connect-src 'self' ws: wss:");
  expect(directive(contentSecurityPolicy(facts), "connect-src")).toBe("connect-src 'self'");
});

test("a sign-in form may lead to configured providers", () => {
  const policy = contentSecurityPolicy({ ...facts, signInOrigins: ["https://github.com"] });
  expect(directive(policy, "form-action")).toBe("form-action 'self' https://github.com");
});

test("pages are kept by no cache and keep their address to themselves", () => {
  expect(pageHeaders({ https: false })).toMatchObject({
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
  });
  expect(pageHeaders({ https: false })).not.toHaveProperty("cross-origin-opener-policy");
});
