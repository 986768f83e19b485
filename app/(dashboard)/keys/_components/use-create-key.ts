"use client";

import { type RefObject, useRef, useState } from "react";
import { newId, type RequestId } from "@/lib/core/ids";
import { nameProblem } from "@/lib/keys/name-problem";
import { attempt } from "@/lib/transport/attempt";
import { createKeyAction } from "../actions";
import { type DetailsErrors, detailsErrors, type TypedDetails, tagsOf } from "./details-fields";
import { usualExpiry } from "./expiry-choice";
import { type ScopeFault, type ScopeForm, scopeFormOf, scopeOfForm } from "./scope/scope-form";
import type { MadeKey } from "./use-create-dialog";
import { useExpiry } from "./use-expiry";

const NO_DETAILS: TypedDetails = { description: "", tags: "" };
const SHOWN_BEFORE =
  "This key was made a moment ago, but its secret did not reach this page. Delete it in the list and create another.";

type Options = {
  busy: RefObject<boolean>;
  /** Becomes true once something is typed or chosen, and false when the key is made. */
  typed?: RefObject<boolean> | undefined;
  input: RefObject<HTMLInputElement | null>;
  maxDays: number | null;
  onCreated: (made: MadeKey) => void;
};

/** What is typed into the form that makes a key, and its submission: one key, however often it is told to. */
export function useCreateKey({ busy, typed, input, maxDays, onCreated }: Options) {
  const [name, setName] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [details, setDetails] = useState(NO_DETAILS);
  const [wrongDetails, setWrongDetails] = useState<DetailsErrors | null>(null);
  const [pending, setPending] = useState(false);
  // What was sent last: a repetition after a lost answer is the same to the byte, so it cannot make a second key.
  const sent = useRef<object | null>(null);
  const [scope, setScope] = useState(() => scopeFormOf(null, browserZone()));
  const [wrongScope, setWrongScope] = useState<ScopeFault | null>(null);
  const expiry = useExpiry(usualExpiry(maxDays), maxDays, changed);

  function changed() {
    sent.current = null;
    if (typed) typed.current = true;
  }

  function rename(next: string) {
    setName(next);
    setError(null);
    changed();
  }

  function describe(next: TypedDetails) {
    setDetails(next);
    setWrongDetails(null);
    changed();
  }

  function limit(next: ScopeForm) {
    setScope(next);
    setWrongScope(null);
    changed();
  }

  function refuse(message: string) {
    setError(message);
    input.current?.focus();
  }

  function read(): object | null {
    const problem = nameProblem(name.trim());
    const wrong = detailsErrors(details);
    const expiresAt = expiry.read(new Date());
    const limits = scopeOfForm(scope);
    setWrongDetails(wrong);
    setWrongScope("scope" in limits ? null : limits);
    if (problem !== null) refuse(problem);
    if (problem !== null || wrong !== null || expiresAt === false || !("scope" in limits)) return null;
    return {
      name: name.trim(),
      description: details.description.trim() === "" ? null : details.description,
      tags: tagsOf(details.tags),
      expiresAt: expiresAt?.toISOString() ?? null,
      scope: limits.scope,
      idempotencyKey: newId<RequestId>(),
    };
  }

  async function submit() {
    if (busy.current) return;
    sent.current ??= read();
    const asked = sent.current;
    if (asked === null) return;
    busy.current = true;
    setPending(true);
    const made = await attempt(() => createKeyAction(asked));
    busy.current = false;
    setPending(false);
    if (!made.ok && made.error.param === "expiresAt") {
      changed();
      return expiry.refuse(made.error.message);
    }
    if (!made.ok && made.error.param?.startsWith("scope") === true) {
      changed();
      return setWrongScope({ param: made.error.param, message: made.error.message });
    }
    if (!made.ok) return refuse(made.error.message);
    changed();
    const { key, secret } = made.data;
    if (secret === null) return refuse(SHOWN_BEFORE);
    setName("");
    setDetails(NO_DETAILS);
    setScope(scopeFormOf(null, browserZone()));
    expiry.reset();
    if (typed) typed.current = false;
    onCreated({ id: key.id, name: key.name, secret });
  }

  function suggest(suggestion: string) {
    rename(suggestion);
    input.current?.focus();
  }

  const shown = { name, error, details, wrongDetails, scope, wrongScope, expiry, pending };
  return { ...shown, rename, describe, limit, submit, suggest };
}

function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
