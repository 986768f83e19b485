"use client";

import { useToasts } from "@/components/ui/toast";
import { attempt } from "@/lib/transport/attempt";
import { disableKeyAction, enableKeyAction } from "../actions";
import type { NamedKey } from "./key-state";

type DisableKey = {
  /** Stops a key at once and offers the way back. True when it is stopped. */
  disable: (key: NamedKey) => Promise<boolean>;
  enable: (key: NamedKey) => Promise<void>;
};

/** Stops a key for a while and lets it work again, and says what became of it. */
export function useDisableKey(): DisableKey {
  const toasts = useToasts();

  async function enable({ id, name }: NamedKey) {
    const enabled = await attempt(() => enableKeyAction({ keyId: id }));
    if (enabled.ok) toasts.add({ title: "Key enabled", description: `${name} works again.` });
    else
      toasts.add({ title: `${name} is still disabled`, description: enabled.error.message, kind: "error" });
  }

  async function disable(key: NamedKey) {
    const disabled = await attempt(() => disableKeyAction({ keyId: key.id }));
    if (disabled.ok) {
      const description = `Every call with ${key.name} is refused until it is enabled again.`;
      const action = { label: "Undo", onPress: () => void enable(key) };
      toasts.add({ title: "Key disabled", description, action });
    } else {
      const description = disabled.error.message;
      toasts.add({ title: `${key.name} was not disabled`, description, kind: "error" });
    }
    return disabled.ok;
  }

  return { disable, enable };
}
