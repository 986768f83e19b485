"use client";

import { Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { useProviderKeyDialogs } from "./provider-key-dialogs";
import type { AddTarget } from "./targets";

/** Opens the dialog that adds a key: the page's primary button, or the one of a provider's card. */
export function AddKeyButton({
  target = null,
  label = "Add provider key",
  provider,
  primary = false,
}: {
  target?: AddTarget | null;
  label?: string;
  /** Whose card the button stands on, for those who do not see it. */
  provider?: string;
  primary?: boolean;
}) {
  const { askAdd, writable } = useProviderKeyDialogs();
  return (
    <Button
      variant={primary ? "primary" : "secondary"}
      size={primary ? "md" : "sm"}
      icon={<Plus aria-hidden="true" className={primary ? "size-4" : "size-3.5"} />}
      disabled={!writable}
      onClick={() => askAdd(target)}
    >
      {label}
      {provider === undefined ? null : <span className="sr-only"> for {provider}</span>}
    </Button>
  );
}
