import { type LookupAddress, lookup as systemLookup } from "node:dns";
import { BlockList, isIP } from "node:net";
import { AppError } from "@/lib/core/errors";
import type { Lookup } from "./http-provider";

/** What the operator lets users' base URLs lead to although it is not public: see LAYER_ALLOWED_NETWORKS. */
export type AllowedNetworks = { names: ReadonlySet<string>; networks: BlockList; hasNetworks: boolean };

export type BaseUrlVerdict = { ok: true; baseUrl: string } | { ok: false; problem: string };

const LONGEST_URL = 500;
const PLAIN_HTTP = "Start the base URL with https://. Plain http:// would send the key unprotected.";
const ONLY_IF_LISTED =
  "It is accepted only when whoever runs this instance lists it in LAYER_ALLOWED_NETWORKS.";

// IANA's registries of special-purpose addresses (RFC 6890 and later), multicast, and Azure's own 168.63.129.16.
const NOT_PUBLIC_V4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["168.63.129.16", 32],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const;
// Only 2000::/3 is global; within it Teredo and other protocol ranges, documentation, 6to4 and the old 6bone are not.
const GLOBAL_V6 = ["2000::", 3] as const;
const NOT_PUBLIC_V6 = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3ffe::", 16],
  ["3fff::", 20],
] as const;

const notPublicV4 = blockList(NOT_PUBLIC_V4, "ipv4");
const globalV6 = blockList([GLOBAL_V6], "ipv6");
const notPublicV6 = blockList(NOT_PUBLIC_V6, "ipv6");
// Names that only mean something inside a network (RFC 6761, 6762, 8375, ICANN's .internal).
const PRIVATE_NAME = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|private|home\.arpa)$/;

/** Reads the entries of LAYER_ALLOWED_NETWORKS: networks, single addresses and host names. */
export function readAllowedNetworks(entries: readonly string[]): AllowedNetworks {
  const networks = new BlockList();
  const names = new Set<string>();
  for (const entry of entries) {
    const [address = "", prefix] = entry.split("/");
    const family = isIP(address);
    if (family === 0) names.add(hostName(entry));
    else
      networks.addSubnet(
        address,
        Number(prefix ?? (family === 4 ? 32 : 128)),
        family === 4 ? "ipv4" : "ipv6",
      );
  }
  return { names, networks, hasNetworks: networks.rules.length > 0 };
}

/**
 * Whether a base URL that a user typed may be used at all, and how it is stored: lower-case host, no slash at the end.
 * Addresses are refused unless the operator allows them, however they are spelled; what a name leads to is checked by
 * `guardedLookup` whenever it is connected to.
 */
export function checkBaseUrl(text: string, allowed: AllowedNetworks): BaseUrlVerdict {
  const url = readUrl(text);
  if (typeof url === "string") return { ok: false, problem: url };
  const problem = destinationProblem(url, allowed, PLAIN_HTTP);
  if (problem !== null) return { ok: false, problem };
  return { ok: true, baseUrl: url.origin + url.pathname.replace(/\/+$/, "") };
}

/**
 * Why this instance does not connect to where a URL of a user leads, as far as its text tells, or null. `plainHttp` is what is
 * said of an address without TLS.
 */
export function destinationProblem(url: URL, allowed: AllowedNetworks, plainHttp: string): string | null {
  const host = hostName(url.hostname);
  if (allowed.names.has(host) || isAllowedAddress(host, allowed)) return null;
  if (isIP(host) !== 0) return `Use the server's name instead of an address. ${ONLY_IF_LISTED}`;
  if (PRIVATE_NAME.test(host) || !host.includes(".")) {
    return `This name belongs to a private network. ${ONLY_IF_LISTED}`;
  }
  // A name that leads into an allowed network may be reached without TLS; the lookup sees to it that it does.
  return url.protocol === "http:" && !allowed.hasNetworks ? plainHttp : null;
}

/**
 * A lookup that gives an address only if connecting to it is allowed: public ones over TLS, and those of the operator's
 * networks and names. It runs at every connection, so a name that changes its answer in between gains nothing. One
 * forbidden address among several refuses them all.
 */
export function guardedLookup(
  allowed: AllowedNetworks,
  protocol: string,
  resolve: typeof systemLookup = systemLookup,
): Lookup {
  return (name, options, answer) => {
    resolve(name, { ...options, all: true }, (error, found) => {
      if (error !== null) return answer(error, "", 0);
      const addresses = found as LookupAddress[];
      const isNameAllowed = allowed.names.has(hostName(name));
      const isFine = ({ address }: LookupAddress) =>
        isNameAllowed ||
        isAllowedAddress(address, allowed) ||
        (protocol === "https:" && isPublicAddress(address));
      const [first] = addresses;
      if (first === undefined || !addresses.every(isFine)) return answer(forbidden(), "", 0);
      if (options.all === true) answer(null, addresses);
      else answer(null, first.address, first.family);
    });
  };
}

/** False for every address that is not one host on the public internet; text that is no address is not public. */
function isPublicAddress(address: string): boolean {
  const bare = withoutZone(address);
  const family = isIP(bare);
  if (family === 4) return !notPublicV4.check(bare, "ipv4");
  return family === 6 && globalV6.check(bare, "ipv6") && !notPublicV6.check(bare, "ipv6");
}

function isAllowedAddress(address: string, { networks }: AllowedNetworks): boolean {
  const bare = withoutZone(address);
  const family = isIP(bare);
  return family !== 0 && networks.check(bare, family === 4 ? "ipv4" : "ipv6");
}

/** A link-local address may name its interface, which a list of networks does not take: `fe80::1%eth0`. */
function withoutZone(address: string): string {
  return address.replace(/%.*$/, "");
}

function readUrl(text: string): URL | string {
  if (text.length > LONGEST_URL) return `A base URL has at most ${LONGEST_URL} characters.`;
  if (!URL.canParse(text)) return "Give the base URL as a whole, for example https://models.example.com/v1.";
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") return "Start the base URL with https://.";
  if (url.username !== "" || url.password !== "") return "Leave user and password out of the base URL.";
  if (url.search !== "" || url.hash !== "" || /[?#]/.test(text)) {
    return "End the base URL with its path, without ? or #.";
  }
  return url;
}

/** A host without brackets and without the dot that ends a complete name. */
function hostName(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/\.+$/, "");
}

function forbidden(): AppError {
  return new AppError(
    "provider_unreachable",
    "The base URL leads into a network that this instance does not connect to.",
  );
}

function blockList(subnets: ReadonlyArray<readonly [string, number]>, family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList();
  for (const [address, prefix] of subnets) list.addSubnet(address, prefix, family);
  return list;
}
