import { useEffect, useState } from "react";
import type { KeyScope } from "@/lib/core/key-scope";
import type { ScopePreview } from "@/lib/keys/scope/contract";
import { attempt } from "@/lib/transport/attempt";
import type { ScopeFault } from "../../_components/scope/scope-form";
import { previewScopeAction } from "../scope/actions";

const PAUSE_MS = 500;

export type Foreseen =
  | { kind: "none" }
  | { kind: "asking" }
  | { kind: "told"; preview: ScopePreview }
  | { kind: "refused"; fault: ScopeFault };

/** What a scope would have refused of a key's calls, asked for once nothing has been changed for a moment. */
export function useScopePreview(
  keyId: string,
  read: { scope: KeyScope | null } | ScopeFault,
  wanted: boolean,
): Foreseen {
  const [foreseen, setForeseen] = useState<Foreseen>({ kind: "none" });
  const text = wanted && "scope" in read ? JSON.stringify(read.scope) : null;
  useEffect(() => {
    if (text === null) return setForeseen({ kind: "none" });
    let isStale = false;
    setForeseen({ kind: "asking" });
    const timer = setTimeout(async () => {
      const told = await attempt(() => previewScopeAction({ keyId, scope: JSON.parse(text) }));
      if (isStale) return;
      if (told.ok) return setForeseen({ kind: "told", preview: told.data });
      const { param = "", message } = told.error;
      setForeseen({ kind: "refused", fault: { param, message } });
    }, PAUSE_MS);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [keyId, text]);
  return foreseen;
}
