/** Holds the name of the gate that a reader wants to see in the examples. */
export const DOCS_GATE_COOKIE = "layer-docs-gate";
