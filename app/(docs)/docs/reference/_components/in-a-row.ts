import { createElement, Fragment, type ReactNode } from "react";

/** Nodes that never change places, one after the other. They have no keys: those would be sent along with the page. */
export function inARow(nodes: readonly ReactNode[], between: ReactNode = null): ReactNode {
  const parts = nodes.flatMap((node, place) => (place === 0 ? [node] : [between, node]));
  return createElement(Fragment, null, ...parts);
}
