import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { docsReader } from "../_components/docs-reader";
import { searchSections } from "./search-sections";

const compress = promisify(gzip);

/** Answers with everything that the search looks through. Next compresses pages and leaves such answers as they are. */
export async function answerWithIndex(request: Request): Promise<Response> {
  const text = JSON.stringify(await searchSections(await docsReader()));
  const headers = {
    "content-type": "application/json",
    "cache-control": "private, no-store",
    vary: "Accept-Encoding, Cookie",
  };
  if (!/\bgzip\b/.test(request.headers.get("accept-encoding") ?? "")) return new Response(text, { headers });
  return new Response(await compress(text), { headers: { ...headers, "content-encoding": "gzip" } });
}
