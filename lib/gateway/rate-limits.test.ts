import { rateLimitTests } from "@/lib/testing/rate-limit-suite";

await rateLimitTests("memory");
