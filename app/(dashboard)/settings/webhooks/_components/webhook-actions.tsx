"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToasts } from "@/components/ui/toast";
import type { ActionError } from "@/lib/transport/action-error";
import { attempt } from "@/lib/transport/attempt";
import {
  deleteWebhookAction,
  rotateWebhookSecretAction,
  testWebhookAction,
  updateWebhookAction,
} from "../actions";
import { RevealSecret } from "./reveal-secret";
import { WebhookForm, type WebhookWords } from "./webhook-form";

type Asked = "edit" | "rotate" | "delete" | null;

/** What can be done with a webhook, on its page. */
export function WebhookActions({
  webhookId,
  host,
  isDisabled,
  words,
}: {
  webhookId: string;
  host: string;
  isDisabled: boolean;
  words: WebhookWords;
}) {
  const router = useRouter();
  const toasts = useToasts();
  const input = useRef<HTMLInputElement>(null);
  const [asked, setAsked] = useState<Asked>(null);
  const [pending, setPending] = useState<string | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const closed = (next: boolean) => next || setAsked(null);

  async function run<O>(
    what: string,
    act: () => Promise<{ ok: true; data: O } | { ok: false; error: ActionError }>,
    done: (data: O) => void,
  ) {
    setPending(what);
    const result = await attempt(act);
    setPending(null);
    if (result.ok) done(result.data);
    else toasts.add({ kind: "error", title: `${what} failed`, description: result.error.message });
  }

  async function edit(changed: WebhookWords) {
    const result = await attempt(() => updateWebhookAction({ webhookId, ...changed }));
    if (!result.ok) return result.error;
    setAsked(null);
    toasts.add({ title: "Webhook saved" });
    return null;
  }

  return (
    <div className="flex flex-wrap gap-2">
      <Button
        variant="primary"
        disabled={isDisabled}
        loading={pending === "The test"}
        onClick={() =>
          void run(
            "The test",
            () => testWebhookAction({ webhookId }),
            () => toasts.add({ title: "Test event queued", description: "It is sent within seconds." }),
          )
        }
      >
        Send test event
      </Button>
      <Button onClick={() => setAsked("edit")}>Edit</Button>
      <Button
        loading={pending === "The change"}
        onClick={() =>
          void run(
            "The change",
            () => updateWebhookAction({ webhookId, disabled: !isDisabled }),
            () => toasts.add({ title: isDisabled ? "Webhook enabled" : "Webhook disabled" }),
          )
        }
      >
        {isDisabled ? "Enable" : "Disable"}
      </Button>
      <Button onClick={() => setAsked("rotate")}>Rotate secret</Button>
      <Button onClick={() => setAsked("delete")}>Delete</Button>

      <Dialog open={asked === "edit"} onOpenChange={closed} title="Edit webhook" initialFocus={input}>
        <WebhookForm initial={words} input={input} submitLabel="Save" save={edit} />
      </Dialog>
      <AlertDialog
        open={asked === "rotate"}
        onOpenChange={closed}
        title="Rotate the signing secret?"
        description="You get a new one. For 24 hours events are signed with both, so that you can move the receiver without losing any."
        confirmLabel="Rotate secret"
        loading={pending === "The rotation"}
        onConfirm={() =>
          void run(
            "The rotation",
            () => rotateWebhookSecretAction({ webhookId }),
            (made) => {
              setAsked(null);
              setSecret(made.secret);
            },
          )
        }
      />
      <AlertDialog
        open={asked === "delete"}
        onOpenChange={closed}
        title={`Delete the webhook to ${host}?`}
        description="Nothing more is sent to it, and its delivery log is gone. To pause it, disable it instead."
        confirmLabel="Delete webhook"
        danger
        loading={pending === "The deletion"}
        onConfirm={() =>
          void run(
            "The deletion",
            () => deleteWebhookAction({ webhookId }),
            () => {
              toasts.add({ title: "Webhook deleted" });
              router.push("/settings/webhooks");
            },
          )
        }
      />
      <RevealSecret
        secret={secret}
        note="The old secret signs as well for 24 hours. A receiver may accept either until then."
        onClose={() => {
          setSecret(null);
          router.refresh();
        }}
      />
    </div>
  );
}
