import { type ReferenceOperation, referenceDocument } from "../reference/_document/api-document";
import { DOCS_PAGES, type DocsPage } from "./docs-pages";
import { findReferencePage, REFERENCE_PAGES, type ReferencePage } from "./reference-pages";

export type OperationPage = DocsPage & { group: ReferencePage; operation: ReferenceOperation };

/** A page for each operation of a group, in the order of the document. */
export function operationPages(group: ReferencePage): OperationPage[] {
  return referenceDocument()
    .operations.filter(({ tags }) => tags.includes(group.tag))
    .map((operation) => ({
      slug: `${group.slug}/${operation.operationId}`,
      label: operation.summary,
      about: `${operation.method} ${operation.path}`,
      group,
      operation,
    }));
}

/** The page of an operation, by the last two parts of its address. */
export function findOperationPage(group: string, operationId: string): OperationPage | undefined {
  const page = findReferencePage(group);
  return page && operationPages(page).find(({ operation }) => operation.operationId === operationId);
}

/** Every page of the documentation, those of the reference last. */
export function allPages(): DocsPage[] {
  return [...DOCS_PAGES, ...REFERENCE_PAGES.flatMap((group) => [group, ...operationPages(group)])];
}
