import type { Dimension } from "./request-filter";

/** What a dimension is called where it stands alone. */
export const DIMENSION_WORDS: Record<Dimension, string> = {
  key: "Key",
  gate: "Gate",
  model: "Model",
  provider: "Provider",
  endpoint: "Endpoint",
  status: "Status",
  tag: "Tag",
};

/** What stands for a request that has none of a dimension. */
export const NONE_WORDS: Record<Dimension, string> = {
  key: "no key",
  gate: "no gate",
  model: "no model",
  provider: "no provider",
  endpoint: "no endpoint",
  status: "no status",
  tag: "no tag",
};
