"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { SetPriceForm } from "./set-price-form";

/** Opens the form that sets a price, filled in with the model that the button stands beside. */
export function SetPriceButton({
  provider = "",
  model = "",
  isPrimary = false,
}: {
  provider?: string;
  model?: string;
  isPrimary?: boolean;
}) {
  const [opened, setOpened] = useState({ isOpen: false, times: 0 });
  const close = () => setOpened((last) => ({ ...last, isOpen: false }));
  return (
    <>
      <Button
        variant={isPrimary ? "primary" : "secondary"}
        size={isPrimary ? "md" : "sm"}
        onClick={() => setOpened(({ times }) => ({ isOpen: true, times: times + 1 }))}
      >
        Set a price
        {model === "" ? null : <span className="sr-only"> for {model}</span>}
      </Button>
      <Dialog
        open={opened.isOpen}
        onOpenChange={(isOpen) => (isOpen ? null : close())}
        title={model === "" ? "Set a price" : `Set a price for ${model}`}
        description="It holds instead of the list's from its moment on. Prices are added, never changed."
        size="md"
      >
        <SetPriceForm key={opened.times} provider={provider} model={model} onDone={close} />
      </Dialog>
    </>
  );
}
