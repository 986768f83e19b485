"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { useToasts } from "@/components/ui/toast";
import type { ToldOfSpending } from "@/lib/spending/who-is-told";
import { attempt } from "@/lib/transport/attempt";
import { sendTestAlertAction } from "../actions";

/** Sends a test alert and says where it is on its way to. */
export function TestAlertButton() {
  const toasts = useToasts();
  const [pending, setPending] = useState(false);

  async function send() {
    setPending(true);
    const result = await attempt(() => sendTestAlertAction({}));
    setPending(false);
    if (result.ok) {
      toasts.add({
        kind: "success",
        title: "A test alert is on its way",
        description: `${waysOf(result.data)}. It arrives within half a minute.`,
      });
    } else toasts.add({ kind: "error", title: "Not sent", description: result.error.message });
  }

  return (
    <Button loading={pending} onClick={() => void send()}>
      Send a test alert
    </Button>
  );
}

function waysOf({ mailedTo, webhooks }: ToldOfSpending): string {
  const mail = mailedTo === null || mailedTo.length === 0 ? [] : [`by mail to ${mailedTo.join(", ")}`];
  const hooks =
    webhooks.length === 0
      ? []
      : [`to ${webhooks.length === 1 ? "1 webhook" : `${webhooks.length} webhooks`}`];
  const ways = ["to the API Keys page", ...mail, ...hooks].join(", ");
  return ways.charAt(0).toUpperCase() + ways.slice(1);
}
