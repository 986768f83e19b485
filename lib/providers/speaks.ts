import type { ProviderKind, WireFormat } from "./provider";

/** True for a format that a kind of provider answers without the translation of chats: by itself, or by its own API. */
export function speaks({ paths, answers }: ProviderKind, format: WireFormat): boolean {
  return paths[format] !== undefined || answers?.[format] !== undefined;
}
