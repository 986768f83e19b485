import type { ProviderKey } from "@/lib/provider-keys/contract";

/** Whose key is added: a kind of provider and, for a server of one's own, its name and base URL. */
export type AddTarget = { kind: string; name: string; baseUrl: string };

/** A stored key, and what people call its provider. */
export type EditTarget = { key: ProviderKey; provider: string };

/** `fallback` is what calls use once the key is gone. */
export type DeleteTarget = EditTarget & { fallback: "key" | "environment" | "nothing" };

/** What the form is open for. Null lets the person choose the provider. */
export type FormTarget = { mode: "add"; target: AddTarget | null } | ({ mode: "edit" } & EditTarget);

/** A key in its card. `place` counts from 0 among the `count` keys of the provider; `blocked` is as in `keyState`. */
export type RowFacts = DeleteTarget & { place: number; count: number; blocked: boolean };
