import { TextLink } from "../../_components/article";
import { docsPath } from "../../_pages/docs-pages";
import { type OperationPage, operationPages } from "../../_pages/operation-pages";

/** The operations before and after this one in its group, for who reads them one after the other. */
export function Neighbours({ page }: { page: OperationPage }) {
  const all = operationPages(page.group);
  const at = all.findIndex(({ slug }) => slug === page.slug);
  const [before, after] = [all[at - 1], all[at + 1]];
  return (
    <nav
      aria-label="Operations beside it"
      className="flex flex-wrap justify-between gap-4 border-line border-t pt-4"
    >
      {before === undefined ? <span /> : <Neighbour word="Before" page={before} />}
      {after === undefined ? null : <Neighbour word="Next" page={after} />}
    </nav>
  );
}

function Neighbour({ word, page: { slug, label } }: { word: string; page: OperationPage }) {
  return (
    <span className="text-muted">
      {word}:{" "}
      <TextLink href={docsPath(slug)} prefetch={false}>
        {label}
      </TextLink>
    </span>
  );
}
