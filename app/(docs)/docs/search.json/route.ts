import { docsReader } from "../_components/docs-reader";
import { searchSections } from "../_markdown/search-sections";

/** What the search of the documentation looks through, loaded when it opens for the first time. */
export async function GET(): Promise<Response> {
  return Response.json(await searchSections(await docsReader()));
}
