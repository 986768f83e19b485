"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useToasts } from "@/components/ui/toast";
import { formatMoment } from "@/lib/core/format";
import { attempt } from "@/lib/transport/attempt";
import type { MadeKey } from "../../../_components/use-create-dialog";
import { replaceLeakedSecretAction, reportLeakAction } from "../actions";
import type { LeakedKey } from "./leaked-key";
import { NewSecretDialog } from "./new-secret-dialog";

type Doing = "disable" | "rotate" | "mark";

/** Whether the key still works, and the ways to stop it. */
export function StopStep({
  apiKey: key,
  zone,
  address,
  gate,
}: {
  apiKey: LeakedKey;
  zone: string;
  address: string;
  gate: string;
}) {
  const toasts = useToasts();
  const [where, setWhere] = useState("");
  const [doing, setDoing] = useState<Doing | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [made, setMade] = useState<MadeKey | null>(null);
  const place = where.trim() === "" ? {} : { where };

  async function report(action: "disable" | "mark") {
    setDoing(action);
    const result = await attempt(() => reportLeakAction({ keyId: key.id, action, ...place }));
    setDoing(null);
    setFailure(result.ok ? null : result.error.message);
    if (!result.ok) return;
    setWhere("");
    if (action === "mark")
      toasts.add({ title: "Marked as exposed", description: `${key.name} goes on working.` });
    else toasts.add({ title: "Key disabled", description: "Its running calls are being cut off." });
  }

  async function rotate() {
    setDoing("rotate");
    const result = await attempt(() => replaceLeakedSecretAction({ keyId: key.id, ...place }));
    setDoing(null);
    setFailure(result.ok ? null : result.error.message);
    if (!result.ok || result.data.secret === null) return;
    setWhere("");
    setMade({ id: key.id, name: key.name, secret: result.data.secret });
  }

  const works = key.status === "active" || key.status === "never used";
  return (
    <>
      <div role="status">
        <Callout tone={works ? "danger" : "ok"} title={titleOf(key)}>
          {key.exposedAt === null
            ? "It is not marked as exposed yet."
            : `Marked as exposed on ${formatMoment(key.exposedAt, zone)}.${key.exposedWhere === null ? "" : ` Found here: ${key.exposedWhere}`}`}
        </Callout>
      </div>
      {key.status === "deleted" ? null : (
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            void report(works ? "disable" : "mark");
          }}
        >
          <Field
            label="Where was it found? (optional)"
            hint="An address or a sentence, for the record. A key in it is masked."
            error={failure}
            className="max-w-xl"
          >
            <Input
              value={where}
              maxLength={500}
              autoComplete="off"
              onChange={({ target }) => setWhere(target.value)}
            />
          </Field>
          <div className="flex flex-wrap gap-2">
            {works ? (
              <>
                <Button type="submit" variant="danger" loading={doing === "disable"}>
                  Disable now
                </Button>
                <Button loading={doing === "rotate"} onClick={() => void rotate()}>
                  Replace its secret now
                </Button>
                <Button loading={doing === "mark"} onClick={() => void report("mark")}>
                  Only mark as exposed
                </Button>
              </>
            ) : (
              <Button type="submit" loading={doing === "mark"}>
                {key.exposedAt === null ? "Mark as exposed" : "Note where it was found"}
              </Button>
            )}
          </div>
          {works ? (
            <p className="max-w-prose text-muted">
              Disabling is recommended: it can be undone, and calls that are running are cut off within
              seconds. Replacing the secret does the same to whoever has the old one, and gives you a new one.
            </p>
          ) : null}
        </form>
      )}
      <NewSecretDialog made={made} address={address} gate={gate} onClose={() => setMade(null)} />
    </>
  );
}

function titleOf({ status }: LeakedKey): string {
  if (status === "disabled") return "This key is disabled: every call with it is refused.";
  if (status === "deleted") return "This key is deleted: every call with it is refused.";
  if (status === "expired") return "This key has expired: every call with it is refused.";
  return "This key works: whoever has it can use it.";
}
