"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { SearchHits } from "./search-hits";
import { useDocsIndex } from "./use-docs-index";

/** The field and what it finds, in a file of its own so that it is loaded when search opens for the first time. */
export default function SearchPanel({ onGone }: { onGone: () => void }) {
  const id = useId();
  const router = useRouter();
  const { search, failed, retry } = useDocsIndex();
  const [words, setWords] = useState("");
  const [at, setAt] = useState(0);
  const hits = search === null || words.trim() === "" ? [] : search(words);
  const chosen = Math.min(at, Math.max(0, hits.length - 1));

  function go(href: string) {
    onGone();
    router.push(href);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || hits.length === 0) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0;
    const hit = hits[chosen];
    if (step !== 0) setAt((chosen + step + hits.length) % hits.length);
    else if (event.key === "Enter" && hit !== undefined) go(hit.href);
    else return;
    event.preventDefault();
  }

  return (
    <div className="flex flex-col gap-3 px-5 py-4">
      <Input
        autoFocus
        role="combobox"
        aria-label="Words to search for"
        aria-expanded={hits.length > 0}
        aria-controls={`${id}-hits`}
        aria-activedescendant={hits.length > 0 ? `${id}-${chosen}` : undefined}
        placeholder="A word, a heading, an error code"
        autoComplete="off"
        spellCheck={false}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <SearchHits id={id} hits={hits} chosen={chosen} onChoose={setAt} onGo={go} />
      <p role="status" className="min-h-5 text-muted text-xs">
        {failed ? "The documentation could not be loaded." : said(words, hits.length, search === null)}
      </p>
      {failed ? (
        <Button size="sm" className="self-start" onClick={retry}>
          Try again
        </Button>
      ) : null}
    </div>
  );
}

function said(words: string, count: number, isLoading: boolean): string {
  if (isLoading) return "Loading…";
  if (words.trim() === "") return "↑ and ↓ choose, Enter opens, Esc closes.";
  if (count === 0) return "Nothing found. Try another word, or a part of it.";
  return count === 1 ? "1 place found." : `${count} places found.`;
}
