/** The model that repeats the question: there on every instance, without a provider key. */
export const SANDBOX_MODEL = "sandbox/echo";
