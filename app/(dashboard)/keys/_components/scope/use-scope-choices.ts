import { useEffect, useState } from "react";
import type { ScopeChoices } from "./scope-choices";

export type LoadedChoices = ScopeChoices | "loading" | "failed";

/** What a scope can name, asked for once it is `wanted`. */
export function useScopeChoices(wanted: boolean): LoadedChoices {
  const [choices, setChoices] = useState<LoadedChoices>("loading");
  useEffect(() => {
    if (!wanted) return;
    const asking = new AbortController();
    fetch("/keys/scope-choices", { signal: asking.signal })
      .then(async (answer) => {
        if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
        setChoices((await answer.json()) as ScopeChoices);
      })
      .catch(() => {
        if (!asking.signal.aborted) setChoices("failed");
      });
    return () => asking.abort();
  }, [wanted]);
  return choices;
}
