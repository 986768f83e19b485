import { BlockList, isIP } from "node:net";
import { env } from "@/lib/env";

/** Set by server.ts from the socket, after it has removed any such header from the request. */
export const PEER_HEADER = "x-layer-peer";

/** What is said when the server in front did not tell the address; all such callers share one allowance. */
export const UNKNOWN_NETWORK = "unknown";

/**
 * The address of a caller: the peer of the connection, or, when the peer is a trusted proxy, the nearest address in
 * X-Forwarded-For that is not one. A forged header therefore changes nothing.
 */
export function clientNetwork(headers: Pick<Headers, "get">): string {
  return networkOf(headers.get(PEER_HEADER), headers.get("x-forwarded-for"), env().TRUSTED_PROXIES);
}

/** The pure part of `clientNetwork`. `trusted` is a comma-separated list of addresses and CIDR networks. */
export function networkOf(peer: string | null, forwardedFor: string | null, trusted: string): string {
  const direct = plainAddress(peer ?? "");
  if (direct === null) return UNKNOWN_NETWORK;
  if (forwardedFor === null || trusted === "") return direct;
  const proxies = blockList(trusted);
  if (!contains(proxies, direct)) return direct;
  let nearest = direct;
  for (const hop of forwardedFor.split(",").reverse()) {
    const address = plainAddress(hop.trim());
    if (address === null) return nearest;
    nearest = address;
    if (!contains(proxies, address)) return address;
  }
  return nearest;
}

/** Drops a port, brackets and the IPv4-in-IPv6 prefix; null when the rest is no address. */
function plainAddress(text: string): string | null {
  const unwrapped = text.startsWith("[") ? text.slice(1).replace(/\](:\d+)?$/, "") : text;
  const mapped = unwrapped.replace(/^::ffff:(?=\d+\.)/i, "");
  const bare = /^\d+\.\d+\.\d+\.\d+:\d+$/.test(mapped) ? mapped.slice(0, mapped.lastIndexOf(":")) : mapped;
  return isIP(bare) === 0 ? null : bare;
}

function contains(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

/** Entries that are neither an address nor a network are passed over: believing less is the safe mistake. */
function blockList(text: string): BlockList {
  const list = new BlockList();
  for (const entry of text.split(",").map((part) => part.trim())) {
    const [address = "", prefix] = entry.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (isIP(address) === 0) continue;
    if (prefix === undefined) list.addAddress(address, family);
    else if (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === "ipv6" ? 128 : 32)) {
      list.addSubnet(address, Number(prefix), family);
    }
  }
  return list;
}
