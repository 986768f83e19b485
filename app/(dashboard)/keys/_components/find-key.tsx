"use client";

import { Search } from "lucide-react";
import { type FormEvent, type RefObject, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogBody, DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import type { KeyMatch } from "../find/find-keys";
import { askFor, canHash, type FindAnswer } from "./ask-for-key";

/** Opens the dialog that tells whose key something is. */
export function FindKey() {
  const [isOpen, setOpen] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button icon={<Search aria-hidden="true" className="size-4" />} onClick={() => setOpen(true)}>
        Find a key
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        initialFocus={field}
        title="Find a key"
        description="Paste a key, a piece of one, or the id of a request, and see whose it is."
      >
        <FindForm field={field} />
      </Dialog>
    </>
  );
}

function FindForm({ field }: { field: RefObject<HTMLInputElement | null> }) {
  const [answer, setAnswer] = useState<FindAnswer | null>(null);
  const [pending, setPending] = useState(false);

  async function find(event: FormEvent) {
    event.preventDefault();
    if (pending) return;
    setPending(true);
    // Read from the field itself: what was pasted stays out of the page's state.
    setAnswer(await askFor(field.current?.value ?? ""));
    setPending(false);
  }

  return (
    <form noValidate onSubmit={(event) => void find(event)}>
      <DialogBody>
        <Field label="Key, piece of a key, or request id" hint={canHash() ? HASHED_HERE : HASHED_THERE}>
          <Input
            ref={field}
            type="password"
            autoComplete="off"
            spellCheck={false}
            data-1p-ignore
            data-lpignore="true"
            className="font-mono"
            onChange={() => setAnswer(null)}
          />
        </Field>
        <div role="status" className="flex flex-col gap-3 empty:hidden">
          {answer === null ? null : <Answer answer={answer} />}
        </div>
      </DialogBody>
      <DialogFooter>
        <DialogClose>Close</DialogClose>
        <Button type="submit" variant="primary" loading={pending}>
          Find
        </Button>
      </DialogFooter>
    </form>
  );
}

const HASHED_HERE = "A whole key is hashed in this browser; only the hash is sent. Nothing is stored.";
const HASHED_THERE =
  "This page came over plain HTTP, so a whole key is sent to the server to be hashed there. Nothing is stored.";

function Answer({ answer }: { answer: FindAnswer }) {
  if ("problem" in answer) return <Callout tone="warn" title={answer.problem} />;
  if (answer.matches.length === 0) {
    return (
      <Callout title="No key of this account.">It may belong to another account or another instance.</Callout>
    );
  }
  return (
    <>
      <ul className="flex flex-col gap-2">
        {answer.matches.map((match) => (
          <Match key={`${match.id} ${match.masked}`} match={match} />
        ))}
      </ul>
      {answer.hasMore ? <p className="text-muted">There are more. Give a longer piece of the key.</p> : null}
    </>
  );
}

function Match({ match }: { match: KeyMatch }) {
  return (
    <li className="rounded-md border border-line p-3">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <Link href={`/keys/${match.id}`} className="min-w-0 break-words font-medium text-ink underline">
          {match.name}
        </Link>
        <code className="text-xs">{match.masked}</code>
      </p>
      <p className="mt-1 text-muted">
        {stateWords(match)}{" "}
        {match.lastUsedAt === null ? (
          "Never used."
        ) : (
          <>
            Last used <Time value={new Date(match.lastUsedAt)} />.
          </>
        )}
        {match.requestAt === null ? null : (
          <>
            {" "}
            The request began <Time value={new Date(match.requestAt)} />.
          </>
        )}
      </p>
    </li>
  );
}

function stateWords({ status, secretState, isExposed }: KeyMatch): string {
  const key =
    status === "never used"
      ? "The key works."
      : status === "active"
        ? "The key works."
        : `The key is ${status}.`;
  const exposed = isExposed ? " It is marked as exposed." : "";
  if (secretState === "replaced") return `${key}${exposed} This secret was replaced and is refused.`;
  return secretState === "stopping" ? `${key}${exposed} This older secret stops soon.` : `${key}${exposed}`;
}
