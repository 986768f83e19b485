import { NAME_MAX_CHARACTERS } from "@/lib/core/name-rule";

/**
 * The first free name for a copy: `support copy`, `support copy 2`, … A copy of a copy counts on. Two names that Unicode
 * writes in two ways are one name, and a long name is cut to leave room.
 */
export function copyName(name: string, taken: readonly string[]): string {
  const forms = new Set(taken.map((other) => other.normalize("NFKC")));
  const [, base = name] = /^(.+?) copy(?: \d{1,9})?$/su.exec(name) ?? [];
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? " copy" : ` copy ${number}`;
    const room = NAME_MAX_CHARACTERS - suffix.length;
    const candidate = `${[...base].slice(0, room).join("").trimEnd()}${suffix}`;
    if (!forms.has(candidate.normalize("NFKC"))) return candidate;
  }
}
