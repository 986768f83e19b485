"use client";

import { type FormEvent, type RefObject, useRef, useState } from "react";
import { useToasts } from "@/components/ui/toast";
import { attempt } from "@/lib/transport/attempt";
import { createProviderKeyAction, updateProviderKeyAction } from "../actions";
import { PROVIDER_CHOICES, SERVER } from "./provider-choices";
import type { FormTarget } from "./targets";

type Values = { kind: string; name: string; apiKey: string; baseUrl: string; label: string };
type Failure = { message: string; param?: string; retryAfterSeconds?: number };

const FIELDS = ["name", "apiKey", "baseUrl", "label"];

/** What the form holds, and one save at a time however often it is pressed. */
export function useProviderKeyForm({
  target,
  busy,
  onDone,
}: {
  target: FormTarget;
  busy: RefObject<boolean>;
  onDone: () => void;
}) {
  const [start] = useState(() => valuesOf(target));
  const [values, setValues] = useState(start);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [pending, setPending] = useState(false);
  const element = useRef<HTMLFormElement>(null);
  const toasts = useToasts();
  const provider = nameOf(target, values);

  async function save() {
    if (busy.current) return;
    busy.current = true;
    setFailure(null);
    setPending(true);
    const result = await attempt<unknown>(() =>
      target.mode === "add"
        ? createProviderKeyAction(additionOf(values))
        : updateProviderKeyAction({ ref: target.key.id, ...changesOf(start, values) }),
    );
    busy.current = false;
    setPending(false);
    if (!result.ok) return refuse(result.error);
    onDone();
    const description = `${provider} is called with it from the next request on.`;
    toasts.add(
      target.mode === "add" ? { title: "Provider key saved", description } : { title: "Changes saved" },
    );
  }

  function refuse(error: Failure) {
    setFailure(error);
    element.current?.querySelector<HTMLInputElement>(`input[name="${error.param}"]`)?.focus();
  }

  return {
    values,
    pending,
    element,
    provider,
    /** A changed key or address is tested before it is saved. */
    needsTest: values.apiKey !== "" || values.baseUrl !== start.baseUrl,
    /** What is about no field that the form shows. */
    failure: failure !== null && !FIELDS.includes(failure.param ?? "") ? failure : null,
    errorOf: (field: string) => (failure?.param === field ? failure.message : null),
    set(field: keyof Values, value: string) {
      setValues((last) => ({ ...last, [field]: value }));
      if (failure?.param === field) setFailure(null);
    },
    submit(event: FormEvent) {
      event.preventDefault();
      void save();
    },
  };
}

function valuesOf(target: FormTarget): Values {
  const none = { kind: "openai", name: "", apiKey: "", baseUrl: "", label: "" };
  if (target.mode === "add") return { ...none, ...target.target };
  const { kind, provider, baseUrl, label } = target.key;
  return { ...none, kind, name: provider, baseUrl: baseUrl ?? "", label };
}

function nameOf(target: FormTarget, { kind, name }: Values): string {
  if (target.mode === "edit") return target.provider;
  if (kind === SERVER) return name === "" ? "the server" : name;
  return PROVIDER_CHOICES.find((choice) => choice.kind === kind)?.label ?? kind;
}

/** Keys of one provider may be several here; the order is the list's. */
function additionOf({ kind, name, apiKey, baseUrl, label }: Values) {
  return {
    provider: kind,
    additional: true,
    ...given({ name: kind === SERVER ? name.trim() : "", apiKey, baseUrl, label }),
  };
}

function changesOf(start: Values, { apiKey, baseUrl, label }: Values) {
  return {
    ...given({ apiKey }),
    ...(label === start.label ? {} : { label }),
    ...(baseUrl === start.baseUrl ? {} : { baseUrl: baseUrl.trim() === "" ? null : baseUrl }),
  };
}

function given<T extends Record<string, string>>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== "")) as Partial<T>;
}
