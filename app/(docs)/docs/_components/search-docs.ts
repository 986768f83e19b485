import MiniSearch from "minisearch";

/** A part of a page that can be found. */
export type SearchSection = {
  /** Path, and the heading's anchor. */
  href: string;
  /** Label of the page. */
  page: string;
  title: string;
  text: string;
};

export type SearchHit = { href: string; page: string; title: string; excerpt: string };

const MOST_HITS = 12;
const EXCERPT_LENGTH = 110;

/**
 * Makes an index of sections. Titles count most, then pages; the beginning of a word, a part
 * of a code such as `key_disabled`, and a typing error find it too.
 */
export function indexSections(sections: readonly SearchSection[]): (words: string) => SearchHit[] {
  const index = new MiniSearch<SearchSection>({
    idField: "href",
    fields: ["title", "page", "text"],
    storeFields: ["href", "page", "title", "text"],
    searchOptions: { boost: { title: 6, page: 3 }, prefix: true, combineWith: "AND" },
  });
  index.addAll(sections);
  return (words) => {
    const exact = index.search(words);
    const found = exact.length > 0 ? exact : index.search(words, { fuzzy: 0.2 });
    return found.slice(0, MOST_HITS).map(({ href, page, title, text }) => ({
      href,
      page,
      title,
      excerpt: excerptOf(text, words),
    }));
  };
}

/** The text around the first word that fits. */
function excerptOf(text: string, words: string): string {
  const first = words.trim().split(/\s+/)[0]?.toLowerCase() ?? "";
  const at = Math.max(0, text.toLowerCase().indexOf(first) - 30);
  const start = at === 0 ? 0 : text.indexOf(" ", at) + 1;
  const part = text.slice(start, start + EXCERPT_LENGTH);
  return `${start > 0 ? "… " : ""}${part}${start + EXCERPT_LENGTH < text.length ? " …" : ""}`;
}
