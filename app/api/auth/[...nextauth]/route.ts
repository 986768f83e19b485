import { authHandlers } from "@/lib/transport/auth";

export const { GET, POST } = authHandlers;
