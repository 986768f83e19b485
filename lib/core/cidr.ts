/** A network: the bits of its first address, and how many of them count. A single address is the smallest network. */
export type Network = { family: 4 | 6; bits: bigint; prefix: number };

const WIDTH = { 4: 32, 6: 128 } as const;
const MAPPED_PREFIX = 96;
const MAPPED = 0xffffn;

/**
 * Reads an address (`203.0.113.9`) or a network in CIDR notation (`203.0.113.0/24`, RFC 4632, RFC 4291). IPv4 that is written
 * as IPv6 (`::ffff:203.0.113.9`) is read as the IPv4 it is. Null for everything else.
 */
export function parseNetwork(text: string): Network | null {
  const [address = "", suffix, ...rest] = text.split("/");
  const family = address.includes(":") ? 6 : 4;
  const bits = family === 6 ? bitsOfSix(address) : bitsOfFour(address);
  if (bits === null || rest.length > 0) return null;
  if (suffix !== undefined && !/^(0|[1-9]\d{0,2})$/.test(suffix)) return null;
  const prefix = suffix === undefined ? WIDTH[family] : Number(suffix);
  if (prefix > WIDTH[family]) return null;
  if (family === 4 || bits >> 32n !== MAPPED) return { family, bits, prefix };
  // A network around all mapped addresses would be IPv4 and more; nobody means that.
  return prefix < MAPPED_PREFIX
    ? null
    : { family: 4, bits: bits & 0xffff_ffffn, prefix: prefix - MAPPED_PREFIX };
}

/** The network as it is written shortest: without host bits, and without `/32` or `/128` for a single address. */
export function networkText({ family, bits, prefix }: Network): string {
  const masked = maskOf({ family, bits, prefix });
  const address = family === 4 ? textOfFour(masked) : textOfSix(masked);
  return prefix === WIDTH[family] ? address : `${address}/${prefix}`;
}

/** True when a network has bits set that its prefix does not count: `10.1.2.3/8`. */
export function hasHostBits(network: Network): boolean {
  return maskOf(network) !== network.bits;
}

/** True when all addresses of `inner` are addresses of `outer`. */
export function containsNetwork(outer: Network, inner: Network): boolean {
  if (outer.family !== inner.family || inner.prefix < outer.prefix) return false;
  return maskOf({ ...inner, prefix: outer.prefix }) === maskOf(outer);
}

function maskOf({ family, bits, prefix }: Network): bigint {
  const rest = BigInt(WIDTH[family] - prefix);
  return (bits >> rest) << rest;
}

function bitsOfFour(text: string): bigint | null {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) {
    return null;
  }
  return parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

function bitsOfSix(text: string): bigint | null {
  const [head = "", tail, ...more] = text.split("::");
  if (more.length > 0) return null;
  const start = groupsOf(head, tail === undefined);
  const end = tail === undefined ? [] : groupsOf(tail, true);
  if (start === null || end === null) return null;
  const missing = 8 - start.length - end.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const groups = [...start, ...Array<number>(missing).fill(0), ...end];
  return groups.reduce((bits, group) => (bits << 16n) | BigInt(group), 0n);
}

/** The groups of a part of an IPv6 address; its very end may be written as IPv4. */
function groupsOf(text: string, isEnd: boolean): number[] | null {
  if (text === "") return [];
  const groups: number[] = [];
  const parts = text.split(":");
  for (const [place, part] of parts.entries()) {
    const four = isEnd && place === parts.length - 1 ? bitsOfFour(part) : null;
    if (four !== null) groups.push(Number(four >> 16n), Number(four & 0xffffn));
    else if (/^[\da-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16));
    else return null;
  }
  return groups;
}

function textOfFour(bits: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => Number((bits >> shift) & 0xffn)).join(".");
}

/** RFC 5952: the first of the longest runs of zeros, from two on, becomes `::`. */
function textOfSix(bits: bigint): string {
  const groups = Array.from({ length: 8 }, (_, place) =>
    Number((bits >> BigInt(16 * (7 - place))) & 0xffffn),
  );
  let [from, length] = [0, 1];
  for (let start = 0; start < 8; start += 1) {
    let end = start;
    while (groups[end] === 0) end += 1;
    if (end - start > length) [from, length] = [start, end - start];
  }
  const text = (part: number[]) => part.map((group) => group.toString(16)).join(":");
  return length === 1 ? text(groups) : `${text(groups.slice(0, from))}::${text(groups.slice(from + length))}`;
}
