import { fuzzSuite } from "@/lib/testing/fuzz-suite";

// What changes something stands in a file of its own, so that two processes share the work.
await fuzzSuite((method) => method === "GET");
