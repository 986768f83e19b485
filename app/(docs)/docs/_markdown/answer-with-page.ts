import { docsReader } from "../_components/docs-reader";
import { allPages } from "../_pages/operation-pages";
import { allPagesText, llmsText, pageText } from "./page-text";

/** Answers with a page as Markdown; `llms` is the list of all pages and `llms-full` all of them. */
export async function answerWithPage(name: string): Promise<Response> {
  const facts = await docsReader();
  if (name === "llms") return text(llmsText(facts), "text/plain");
  if (name === "llms-full") return text(await allPagesText(facts), "text/plain");
  const page = allPages().find(({ slug }) => slug === name);
  if (page === undefined) return text("There is no such page.\n", "text/plain", 404);
  return text(await pageText(page.slug, facts), "text/markdown");
}

/** Examples are filled in for whoever is signed in, so nobody keeps an answer for others. */
function text(body: string, type: string, status = 200): Response {
  const headers = {
    "content-type": `${type}; charset=utf-8`,
    "cache-control": "private, no-store",
    vary: "Accept, Cookie",
    "x-content-type-options": "nosniff",
  };
  return new Response(body, { status, headers });
}
