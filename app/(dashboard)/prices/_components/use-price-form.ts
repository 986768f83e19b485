"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import { useToasts } from "@/components/ui/toast";
import { formatMoment } from "@/lib/core/format";
import { TOKEN_CLASSES } from "@/lib/prices/token-classes";
import { attempt } from "@/lib/transport/attempt";
import { setPriceAction } from "../actions";

type Failure = { message: string; param?: string };

const FIELDS = [
  "provider",
  "model",
  "effectiveFrom",
  "source",
  ...TOKEN_CLASSES.map((name) => `${name}UsdPerMillion`),
];

/** One save at a time. A price of the past leads on to what it changes there. */
export function usePriceForm(onDone: () => void) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isPending, setIsPending] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const router = useRouter();
  const toasts = useToasts();

  async function save() {
    if (isPending || form.current === null) return;
    setFailure(null);
    const input = inputOf(new FormData(form.current));
    setIsPending(true);
    const result = await attempt(() => setPriceAction(input));
    setIsPending(false);
    if (!result.ok) {
      setFailure(result.error);
      form.current?.querySelector<HTMLInputElement>(`[name="${result.error.param}"]`)?.focus();
      return;
    }
    onDone();
    const { id, effectiveFrom, model } = result.data;
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    toasts.add({ title: "Price set", description: `${model} from ${formatMoment(effectiveFrom, zone)} on.` });
    if (effectiveFrom.getTime() < Date.now()) router.push(`/prices/correct?price=${id}`);
  }

  return {
    form,
    isPending,
    /** What is about no field that the form shows. */
    failure: failure !== null && !FIELDS.includes(failure.param ?? "") ? failure : null,
    errorOf: (field: string) => (failure?.param === field ? failure.message : null),
    submit(event: FormEvent) {
      event.preventDefault();
      void save();
    },
  };
}

/** Empty fields are left out; a moment without a zone is one of the browser's. */
function inputOf(data: FormData): Record<string, string> {
  const given = [...data].flatMap(([name, value]) =>
    typeof value === "string" && value.trim() !== "" ? [[name, value.trim()] as const] : [],
  );
  const input = Object.fromEntries(given);
  const moment = new Date(input.effectiveFrom ?? "");
  if (!Number.isNaN(moment.getTime())) input.effectiveFrom = moment.toISOString();
  return input;
}
