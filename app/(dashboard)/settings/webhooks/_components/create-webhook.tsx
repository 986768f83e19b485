"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { attempt } from "@/lib/transport/attempt";
import { createWebhookAction } from "../actions";
import { RevealSecret } from "./reveal-secret";
import { WebhookForm, type WebhookWords } from "./webhook-form";

const BLANK: WebhookWords = { url: "", description: "", events: ["key.*"] };

/** The page's button with its dialog: the form, then the signing secret, then the new webhook's page. */
export function CreateWebhookButton() {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  // A repetition of the same creation (a lost answer) makes no second webhook.
  const [creationKey, setCreationKey] = useState<string | null>(null);
  const [made, setMade] = useState<{ id: string; secret: string } | null>(null);

  async function save({ url, description, events }: WebhookWords) {
    const idempotencyKey = creationKey ?? undefined;
    const result = await attempt(() => createWebhookAction({ url, description, events, idempotencyKey }));
    if (!result.ok) {
      // What was refused or changed since is another creation.
      if (result.error.code !== "unavailable") setCreationKey(newCreationKey());
      return result.error;
    }
    const { webhook, secret } = result.data;
    setCreationKey(null);
    if (secret === null) router.push(`/settings/webhooks/${webhook.id}`);
    else setMade({ id: webhook.id, secret });
    return null;
  }

  return (
    <>
      <Button
        variant="primary"
        icon={<Plus aria-hidden="true" className="size-4" />}
        onClick={() => setCreationKey(newCreationKey())}
      >
        Create webhook
      </Button>
      <Dialog
        open={creationKey !== null}
        onOpenChange={(next) => {
          if (!next) setCreationKey(null);
        }}
        title="Create webhook"
        description="Events are sent to an address of yours as they happen, signed."
        initialFocus={input}
      >
        <WebhookForm initial={BLANK} input={input} submitLabel="Create webhook" save={save} />
      </Dialog>
      <RevealSecret
        secret={made?.secret ?? null}
        note="Give it to the receiver, which checks the signature of each event with it."
        onClose={() => {
          const id = made?.id;
          setMade(null);
          router.push(`/settings/webhooks/${id}`);
        }}
      />
    </>
  );
}

/** `crypto.randomUUID` exists only on secure origins; this one is no secret. */
function newCreationKey(): string {
  return `${Date.now()}-${Math.random().toString(36).slice(2)}`;
}
