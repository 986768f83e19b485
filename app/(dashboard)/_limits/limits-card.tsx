"use client";

import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { FormFailure } from "@/components/ui/form-failure";
import { Link } from "@/components/ui/link";
import { useToasts } from "@/components/ui/toast";
import { RATE_LIMITS, type RateLimits } from "@/lib/core/rate-limits";
import { draftOf, limitProblem, limitsOf } from "./limit-draft";
import { LimitFields } from "./limit-fields";

type Result = { ok: true } | { ok: false; error: { message: string } };

const USUAL = ["requestsPerMinute", "tokensPerMinute", "concurrentRequests"] as const;

/** The rate limits of a key or a gate of its own, besides those of the account. */
export function LimitsCard({
  of,
  own,
  save,
}: {
  of: "key" | "gate";
  own: RateLimits | null;
  save: (limits: RateLimits | null) => Promise<Result>;
}) {
  const [draft, setDraft] = useState(draftOf(own));
  const [tells, setTells] = useState(false);
  const [failure, setFailure] = useState<{ message: string } | null>(null);
  const [pending, start] = useTransition();
  const toasts = useToasts();
  const names = RATE_LIMITS.filter(
    (name) => USUAL.some((usual) => usual === name) || own?.[name] !== undefined,
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    setTells(true);
    if (names.some((name) => limitProblem(draft[name] ?? "", name) !== null)) return;
    start(async () => {
      const limits = limitsOf(draft) as RateLimits;
      const result = await save(Object.keys(limits).length === 0 ? null : limits);
      setFailure(result.ok ? null : result.error);
      if (result.ok) toasts.add({ title: "Rate limits saved" });
    });
  }

  return (
    <Card
      title="Rate limits"
      description={
        of === "key"
          ? "How often and how much this key may call. Beyond it calls are answered with 429."
          : "How often and how much may run through this gate, from all keys together. Beyond it calls are answered with 429."
      }
    >
      <form noValidate onSubmit={submit} className="flex max-w-xl flex-col gap-4">
        <LimitFields
          names={names}
          draft={draft}
          tells={tells}
          blank={() => "No limit of its own"}
          onChange={setDraft}
        />
        <p className="text-subtle text-xs">
          0 allows none at all. The limits of the account hold besides, and the tightest counts:{" "}
          <Link href="/plan" className="rounded-sm text-ink underline underline-offset-4">
            Plan & limits
          </Link>
        </p>
        <FormFailure failure={failure} />
        <Button type="submit" loading={pending} className="self-start">
          Save rate limits
        </Button>
      </form>
    </Card>
  );
}
