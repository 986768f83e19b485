import { describe, expect, test } from "vitest";
import { containsNetwork, hasHostBits, networkText, parseNetwork } from "./cidr";

const parsed = (text: string) => {
  const network = parseNetwork(text);
  if (network === null) throw new Error(`${text} is no network`);
  return network;
};

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["203.0.113.0/24", "203.0.113.0/24"],
  ["203.0.113.9/32", "203.0.113.9"],
  ["0.0.0.0/0", "0.0.0.0/0"],
  ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
  ["2001:db8::/32", "2001:db8::/32"],
  ["::", "::"],
  ["::1", "::1"],
  ["1::", "1::"],
  ["1:0:0:2:0:0:0:3", "1:0:0:2::3"],
  ["1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["::FFFF:cb00:7109", "203.0.113.9"],
  ["0:0:0:0:0:ffff:203.0.113.0/120", "203.0.113.0/24"],
  ["64:ff9b::203.0.113.9", "64:ff9b::cb00:7109"],
])("%s is read as %s", (text, written) => {
  expect(networkText(parsed(text))).toBe(written);
});

test.each([
  "",
  "localhost",
  "203.0.113",
  "203.0.113.256",
  "203.0.113.09",
  "203.0.113.9/33",
  "203.0.113.9/-1",
  "203.0.113.9/08",
  "203.0.113.9/8/8",
  "203.0.113.9/",
  "1::2::3",
  "1:2:3:4:5:6:7",
  "1:2:3:4:5:6:7:8:9",
  "1:2:3:4:5:6:7::8:9",
  "fe80::1%eth0",
  "12345::",
  "::ffff:0:0/64",
  "1.2.3.4::",
  " 203.0.113.9",
  "[::1]",
])("%j is no network", (text) => {
  expect(parseNetwork(text)).toBeNull();
});

describe("what lies in what", () => {
  test.each([
    ["203.0.113.0/24", "203.0.113.255", true],
    ["203.0.113.0/24", "203.0.114.0", false],
    ["203.0.113.0/24", "203.0.113.128/25", true],
    ["203.0.113.128/25", "203.0.113.0/24", false],
    ["203.0.113.9", "203.0.113.9", true],
    ["0.0.0.0/0", "203.0.113.9", true],
    ["0.0.0.0/0", "::1", false],
    ["::/0", "203.0.113.9", false],
    ["203.0.113.0/24", "::ffff:203.0.113.7", true],
    ["::ffff:203.0.113.0/120", "203.0.113.7", true],
    ["2001:db8::/32", "2001:db8:ffff::1", true],
    ["2001:db8::/32", "2001:db9::1", false],
  ])("%s and %s: %s", (outer, inner, lies) => {
    expect(containsNetwork(parsed(outer), parsed(inner))).toBe(lies);
  });
});

test("bits behind the prefix are seen", () => {
  expect(hasHostBits(parsed("10.1.2.3/8"))).toBe(true);
  expect(hasHostBits(parsed("10.0.0.0/8"))).toBe(false);
  expect(networkText(parsed("10.1.2.3/8"))).toBe("10.0.0.0/8");
});
