"use client";

import { useEffect, useState } from "react";
import { readJson } from "../read-json";
import type { SavedVersion } from "./version-words";

const PAGE = 20;

type Versions = { rows: SavedVersion[]; hasMore: boolean; state: "loading" | "ready" | "failed" };

/** The saves of a gate, newest first, read again when there is a new one. */
export function useVersions(gateId: string, version: number) {
  const [found, setFound] = useState<Versions>({ rows: [], hasMore: false, state: "loading" });
  const [round, setRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version and a new round ask again.
  useEffect(() => {
    const stop = new AbortController();
    void readJson<SavedVersion[]>(`/gates/${gateId}/versions`, stop.signal).then((rows) => {
      if (stop.signal.aborted) return;
      if (rows === null) setFound((last) => ({ ...last, state: "failed" }));
      else setFound({ rows, hasMore: rows.length === PAGE, state: "ready" });
    });
    return () => stop.abort();
  }, [gateId, version, round]);

  async function loadMore() {
    const before = found.rows.at(-1)?.id;
    const path = `/gates/${gateId}/versions?before=${before}`;
    const rows = await readJson<SavedVersion[]>(path, new AbortController().signal);
    if (rows === null) setFound((last) => ({ ...last, state: "failed" }));
    else setFound({ rows: [...found.rows, ...rows], hasMore: rows.length === PAGE, state: "ready" });
  }

  return { ...found, loadMore: () => void loadMore(), retry: () => setRound(round + 1) };
}
