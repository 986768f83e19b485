import { fuzzSuite } from "@/lib/testing/fuzz-suite";

await fuzzSuite((method) => method !== "GET");
