"use client";

import { useEffect, useState } from "react";
import { indexSections, type SearchHit, type SearchSection } from "./search-docs";

type Search = (words: string) => SearchHit[];

/** The index of this page's life: fetched once, however often search is opened. */
let made: Promise<Search> | null = null;

/** The search once it is loaded; null until then. */
export function useDocsIndex(): { search: Search | null; failed: boolean; retry: () => void } {
  const [search, setSearch] = useState<Search | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (failed || search !== null) return;
    let isWanted = true;
    made ??= loadIndex();
    made.then(
      (loaded) => isWanted && setSearch(() => loaded),
      () => {
        made = null;
        if (isWanted) setFailed(true);
      },
    );
    return () => {
      isWanted = false;
    };
  }, [failed, search]);
  return { search, failed, retry: () => setFailed(false) };
}

async function loadIndex(): Promise<Search> {
  const answer = await fetch("/docs/search.json");
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return indexSections((await answer.json()) as SearchSection[]);
}
