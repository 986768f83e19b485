"use client";

import { useKeyFilters } from "./use-key-filters";

/** The tags of a key under its name; each shows the keys that have it too. */
export function KeyTags({ tags }: { tags: string[] }) {
  const { set } = useKeyFilters();
  if (tags.length === 0) return null;
  return (
    <ul aria-label="Tags" className="mt-0.5 flex flex-wrap gap-1">
      {tags.map((tag) => (
        <li key={tag} className="min-w-0">
          <button
            type="button"
            onClick={() => set({ tag })}
            className="max-w-40 truncate rounded-sm border border-line px-1.5 text-muted text-xs leading-5 hover:text-ink max-md:min-h-6"
          >
            {tag}
          </button>
        </li>
      ))}
    </ul>
  );
}
