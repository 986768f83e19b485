import { TAGS, type Tag } from "@/lib/transport/openapi-tags";
import type { DocsPage } from "./docs-pages";

export type ReferenceTag = Tag;
export type ReferencePage = DocsPage & { tag: ReferenceTag };

/** The groups of the API reference, one for each tag of the OpenAPI document. */
export const REFERENCE_PAGES: readonly ReferencePage[] = (Object.keys(TAGS) as ReferenceTag[]).map((tag) => ({
  slug: `reference/${tag.toLowerCase().replaceAll(" ", "-")}`,
  label: `${tag}: API reference`,
  about: TAGS[tag].description,
  tag,
}));

/** The group of the reference that a part of an address names. */
export function findReferencePage(group: string): ReferencePage | undefined {
  return REFERENCE_PAGES.find(({ slug }) => slug === `reference/${group}`);
}
