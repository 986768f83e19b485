import { findKind } from "@/lib/providers/kinds";

/** What people call a provider: `OpenAI`, or the name that they gave to a server of their own. */
export function providerName({ provider }: { provider: string }): string {
  return findKind(provider)?.label ?? provider;
}
