"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { ButtonLink } from "@/components/ui/button";
import { useShortcut } from "@/components/ui/use-shortcut";

const NEW_GATE = "/gates/new";

/** The page's primary button. */
export function CreateGateLink() {
  const router = useRouter();
  useShortcut("c", () => router.push(NEW_GATE));
  return (
    <ButtonLink
      variant="primary"
      href={NEW_GATE}
      aria-keyshortcuts="C"
      icon={<Plus aria-hidden="true" className="size-4" />}
    >
      Create gate
    </ButtonLink>
  );
}
