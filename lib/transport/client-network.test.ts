import { describe, expect, test } from "vitest";
import { networkOf } from "./client-network";

const PROXIES = "10.0.0.0/8, 192.168.1.5, 2001:db8::/32";

describe("X-Forwarded-For is believed only from a trusted proxy", () => {
  test.each([
    ["no proxy", "203.0.113.9", null, PROXIES, "203.0.113.9"],
    ["a forged header", "203.0.113.9", "198.51.100.1", PROXIES, "203.0.113.9"],
    ["nobody is trusted", "10.1.2.3", "198.51.100.1", "", "10.1.2.3"],
    ["a trusted proxy", "10.1.2.3", "198.51.100.1", PROXIES, "198.51.100.1"],
    ["a forged hop in front", "10.1.2.3", "1.1.1.1, 198.51.100.1", PROXIES, "198.51.100.1"],
    ["a chain of proxies", "192.168.1.5", "198.51.100.1, 10.9.9.9", PROXIES, "198.51.100.1"],
    ["nothing but proxies", "10.1.2.3", "10.9.9.9", PROXIES, "10.9.9.9"],
    ["junk in the header", "10.1.2.3", "198.51.100.1, unknown", PROXIES, "10.1.2.3"],
    ["a mapped peer", "::ffff:10.1.2.3", "198.51.100.1:4711", PROXIES, "198.51.100.1"],
    ["an IPv6 proxy and client", "2001:db8::1", "[2a00:1450::5]:443", PROXIES, "2a00:1450::5"],
    ["an entry that is no network", "10.1.2.3", "198.51.100.1", "10.0.0.0/99, x", "10.1.2.3"],
    ["no peer", null, "198.51.100.1", PROXIES, "unknown"],
  ])("%s", (_case, peer, forwarded, trusted, network) => {
    expect(networkOf(peer, forwarded, trusted)).toBe(network);
  });
});
